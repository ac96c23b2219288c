fn main() {
    for f in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&f).unwrap();
        let l = groundplan::plan::load(&text);
        let s = groundplan::document::Source::new(f.clone(), text.clone());
        println!("{f}: {} problems\n{}", l.problems.len(), s.report(&l.problems));
        if let Some(p) = l.plan {
            let sys = groundplan::graph::System::new(&p);
            println!("{} nodes {} hops {} routes", sys.nodes().count(), sys.hops().count(), sys.routes().len());
            for r in sys.routes() {
                println!(
                    "{}: {:?}",
                    r.id,
                    r.stretches
                        .iter()
                        .map(|s| format!("{}->{} x{}", sys.vertex(s.from).id(), sys.vertex(s.to).id(), s.per_visit))
                        .collect::<Vec<_>>()
                );
            }
        }
    }
}
