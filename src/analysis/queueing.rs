//! Waiting for one of several servers that are alike: requests arrive at random and each takes an exponential time (M/M/c).
//!
//! With the rate λ, the mean service time S and the offered load a = λ·S: in flight are λ·W (Little's law); the share that has
//! to wait is Erlang's C. (Erlang 1917; Kleinrock, "Queueing Systems", volume 1, 1975.)

use crate::plan::value::Duration;

/// How many are under way at once: rate × time (Little's law).
pub fn in_flight(rate: f64, time: Duration) -> f64 {
    rate * time.secs()
}

/// A queue before `servers` that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Queue {
    servers: u64,
    offered: f64,
    service: f64,
}

/// More servers than this are not looked through.
const MOST: u64 = 1_000_000;

impl Queue {
    /// Of so many servers, a rate a second and a mean service time.
    pub fn new(servers: u64, rate: f64, service: Duration) -> Self {
        Self { servers, offered: rate * service.secs(), service: service.secs() }
    }

    /// The share of its time that a server is busy; from 1 on the queue grows without end.
    pub fn utilisation(&self) -> f64 {
        self.offered / self.servers as f64
    }

    /// The share of requests that have to wait (Erlang C); 1 where the queue grows without end.
    pub fn waiting(&self) -> f64 {
        let (servers, offered) = (self.servers as f64, self.offered);
        if offered >= servers {
            return 1.0;
        }
        let blocked = blocked(self.servers, offered);
        servers * blocked / (servers - offered * (1.0 - blocked))
    }

    /// How long a request waits on average; `None` where the queue grows without end.
    pub fn mean_wait(&self) -> Option<Duration> {
        let spare = self.spare()?;
        Some(Duration::from_secs(self.waiting() * self.service / spare))
    }

    /// The wait that this share of requests does not exceed; `None` where the queue grows without end.
    pub fn wait_quantile(&self, share: f64) -> Option<Duration> {
        let spare = self.spare()?;
        let waiting = self.waiting();
        let beyond = 1.0 - share;
        if waiting <= beyond {
            return Some(Duration::ZERO);
        }
        Some(Duration::from_secs((waiting / beyond).ln() * self.service / spare))
    }

    fn spare(&self) -> Option<f64> {
        let spare = self.servers as f64 - self.offered;
        (spare > 0.0).then_some(spare)
    }
}

/// Erlang's B: the share of requests that find all servers busy where nobody waits.
fn blocked(servers: u64, offered: f64) -> f64 {
    (1..=servers.min(MOST)).fold(1.0, |blocked, k| offered * blocked / (k as f64 + offered * blocked))
}

/// The fewest servers with which no more than a share of the requests has to wait.
pub fn servers_for(offered: f64, waiting: f64) -> Option<u64> {
    let mut blocked = 1.0;
    for servers in 1..=MOST {
        let count = servers as f64;
        blocked = offered * blocked / (count + offered * blocked);
        if count > offered && count * blocked / (count - offered * (1.0 - blocked)) <= waiting {
            return Some(servers);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 5e-6 * expected.abs(), "{found} is not {expected}");
    }

    fn queue(servers: u64, offered: f64, service: f64) -> Queue {
        Queue { servers, offered, service }
    }

    #[test]
    fn littles_law() {
        near(in_flight(200.0, Duration::from_ms(50.0)), 10.0);
    }

    /// Tables of call centres: servers, offered load, service time, share that waits, mean wait.
    #[test]
    fn erlang_c() {
        for (servers, offered, service, waiting, wait) in [(14, 10.0, 180.0, 0.174_132, 7.8359), (55, 48.0, 240.0, 0.238_701, 8.184_03)] {
            let queue = queue(servers, offered, service);
            near(queue.waiting(), waiting);
            near(queue.mean_wait().unwrap().secs(), wait);
        }
        assert_eq!(servers_for(10.0, 0.01), Some(19));
        let p99 = queue(10, 8.0, 0.05).wait_quantile(0.99).unwrap();
        assert!((p99.ms() - 92.79).abs() < 0.01, "{p99:?}");
    }

    #[test]
    fn more_than_can_be_served_waits_without_end() {
        let queue = queue(10, 10.0, 1.0);
        assert_eq!((queue.waiting(), queue.mean_wait(), queue.wait_quantile(0.99)), (1.0, None, None));
    }

    #[test]
    fn who_rarely_waits_has_no_wait_at_most_quantiles() {
        assert_eq!(queue(19, 10.0, 1.0).wait_quantile(0.9), Some(Duration::ZERO));
    }
}
