//! What every drawing must hold, on small graphs that can be checked by hand and on random ones.

#![allow(clippy::float_cmp, reason = "what stands at one place has the same number")]

use super::*;
use proptest::prelude::*;

const BOX: Size = Size { width: 100.0, height: 40.0 };

fn line(from: usize, to: usize) -> Line {
    Line { from, to, label: None }
}

fn columns(boxes: usize, lines: &[Line]) -> Vec<usize> {
    let layout = layout(&vec![BOX; boxes], lines);
    let mut all: Vec<f64> = layout.boxes.iter().map(|corner| corner.x).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    layout.boxes.iter().map(|corner| all.iter().position(|x| *x == corner.x).unwrap()).collect()
}

#[test]
fn each_box_stands_behind_those_that_lead_to_it() {
    assert_eq!(columns(4, &[line(0, 1), line(1, 2), line(0, 2), line(2, 3)]), [0, 1, 2, 3]);
    assert_eq!(columns(3, &[line(0, 1), line(1, 2), line(2, 0)]), [0, 1, 2], "a cycle is drawn from where it is entered first");
    assert_eq!(columns(4, &[line(0, 1), line(1, 2), line(3, 2)]), [0, 1, 2, 1], "what nobody leads to stands near what it leads to");
    assert_eq!(columns(9, &[]), [0, 1, 2, 0, 1, 2, 0, 1, 2], "boxes without lines fill a square");
    assert_eq!(layout(&[], &[]), Layout::default());
}

#[test]
fn what_lines_up_is_straight() {
    let chain = layout(&[BOX; 3], &[line(0, 1), line(1, 2)]);
    assert!(chain.ways.iter().flatten().all(|run| run.y == 20.0), "{chain:?}");
    let tree = layout(&[BOX; 3], &[line(0, 1), line(0, 2)]);
    let [root, first, second] = tree.boxes.as_slice() else { panic!("three boxes") };
    assert_eq!(root.y - first.y, second.y - root.y, "a box stands in the middle of what it leads to");
}

#[test]
fn lines_that_can_do_without_crossing_do() {
    // Written so that each line would cross all others.
    let lines: Vec<Line> = (0..5).map(|n| line(n, 9 - n)).collect();
    let layout = layout(&[BOX; 10], &lines);
    for line in &lines {
        assert_eq!(layout.boxes[line.from].y, layout.boxes[line.to].y);
    }
}

#[test]
fn a_way_back_ends_where_the_line_points() {
    let layout = layout(&[BOX; 2], &[line(0, 1), line(1, 0)]);
    let back = &layout.ways[1];
    assert_eq!(back.first().map(|run| run.from), Some(layout.boxes[1].x));
    assert_eq!(back.last().map(|run| run.to), Some(layout.boxes[0].x + BOX.width));
}

fn graph() -> impl Strategy<Value = (Vec<Size>, Vec<Line>)> {
    (1..24_usize).prop_flat_map(|boxes| {
        let size = (40..200_u8, 20..90_u8).prop_map(|(width, height)| Size { width: width.into(), height: height.into() });
        let label = prop::option::weighted(0.2, Just(Size { width: 80.0, height: 14.0 }));
        let line = (0..boxes, 0..boxes, label).prop_map(|(from, to, label)| Line { from, to, label });
        (prop::collection::vec(size, boxes), prop::collection::vec(line, 0..60))
    })
}

/// Left, top, right, bottom.
type Area = [f64; 4];

fn overlap(a: Area, b: Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

proptest! {
    #[test]
    fn nothing_lies_on_anything((boxes, lines) in graph()) {
        let layout = layout(&boxes, &lines);
        let area = |corner: &Point, size: &Size| [corner.x, corner.y, corner.x + size.width, corner.y + size.height];
        let of_boxes = layout.boxes.iter().zip(&boxes).map(|(corner, size)| area(corner, size));
        let of_labels = layout.labels.iter().zip(&lines).filter_map(|(centre, line)| Some((centre.as_ref()?, line.label?)));
        let of_labels = of_labels
            .map(|(centre, size)| area(&Point { x: centre.x - size.width / 2.0, y: centre.y - size.height / 2.0 }, &size));
        let areas: Vec<Area> = of_boxes.chain(of_labels).collect();
        for (n, a) in areas.iter().enumerate() {
            prop_assert!(a[0] >= -1.0 && a[1] >= -1.0 && a[2] <= layout.width + 1.0 && a[3] <= layout.height + 1.0);
            for b in &areas[n + 1..] {
                prop_assert!(!overlap(*a, *b), "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn no_line_runs_through_a_box((boxes, lines) in graph()) {
        let layout = layout(&boxes, &lines);
        for (line, way) in lines.iter().zip(&layout.ways) {
            prop_assert_eq!(way.is_empty(), line.from == line.to);
            for run in way {
                let (left, right) = (run.from.min(run.to), run.from.max(run.to));
                for (at, (corner, size)) in layout.boxes.iter().zip(&boxes).enumerate() {
                    let inside = left < corner.x + size.width && corner.x < right && corner.y < run.y && run.y < corner.y + size.height;
                    prop_assert!(!inside, "{line:?} {run:?} runs through {at}");
                }
            }
            // Between two runs it bends, where no box stands.
            for pair in way.windows(2) {
                let (left, right) = (pair[0].to.min(pair[1].from), pair[0].to.max(pair[1].from));
                prop_assert!(layout.boxes.iter().zip(&boxes).all(|(corner, size)| corner.x >= right || corner.x + size.width <= left));
            }
        }
    }

    #[test]
    fn the_same_graph_gives_the_same_places((boxes, lines) in graph()) {
        prop_assert_eq!(layout(&boxes, &lines), layout(&boxes, &lines));
    }
}

#[test]
fn a_long_chain_and_a_large_graph_are_placed() {
    let chain: Vec<Line> = (1..2_000).map(|n| line(n - 1, n)).collect();
    assert_eq!(layout(&vec![BOX; 2_000], &chain).boxes.len(), 2_000);
    let tree: Vec<Line> = (1..2_000).map(|n| line(n / 7, n)).collect();
    assert_eq!(layout(&vec![BOX; 2_000], &tree).ways.len(), tree.len());
}

#[test]
fn crossings_are_counted_as_by_hand() {
    let pairs = |ends: &[(usize, usize)]| {
        let mut count = 0;
        for (n, a) in ends.iter().enumerate() {
            count += ends[n + 1..].iter().filter(|b| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1)).count();
        }
        count
    };
    let cases: [&[(usize, usize)]; 4] =
        [&[], &[(0, 1), (1, 0)], &[(0, 2), (0, 1), (1, 1), (2, 0)], &[(0, 0), (0, 3), (1, 2), (2, 1), (3, 0), (3, 3)]];
    for ends in cases {
        assert_eq!(crossings::between(&mut ends.to_vec()), pairs(ends), "{ends:?}");
    }
    assert_eq!(crossings::of_pair(&[1, 3], &[0, 2]), 3);
}
