//! Random numbers from a seed, the same on every machine.

/// A stream of random numbers (`SplitMix64`).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D))
    }

    /// A seed for one of many things made under a seed; neighbours have nothing in common.
    #[must_use]
    pub fn seed_of(seed: u64, parts: &[u64]) -> u64 {
        parts.iter().fold(seed, |seed, part| {
            Self(seed.rotate_left(17) ^ part.wrapping_mul(0x9E37_79B9_7F4A_7C15)).next()
        })
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound.max(1))).unwrap_or(0)
    }

    /// Whether something happens that does so `percent` times in a hundred.
    pub fn happens(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    #[expect(
        clippy::indexing_slicing,
        reason = "the place is below the length; to choose from nothing is a bug"
    )]
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.place(all.len())]
    }

    /// All of them in another order.
    pub fn shuffled<T>(&mut self, mut all: Vec<T>) -> Vec<T> {
        for place in (1..all.len()).rev() {
            all.swap(place, self.place(place + 1));
        }
        all
    }

    /// Some of them, this many at most, in their order.
    pub fn some_of<T: Copy>(&mut self, all: &[T], most: usize) -> Vec<T> {
        let mut places = self.shuffled((0..all.len()).collect());
        places.truncate(most);
        places.sort_unstable();
        places.iter().filter_map(|place| all.get(*place).copied()).collect()
    }

    /// A place in a list of this length.
    fn place(&mut self, length: usize) -> usize {
        u32::try_from(length).ok().and_then(|length| usize::try_from(self.below(length)).ok()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_numbers_and_its_neighbour_others() {
        let of = |seed: u64| {
            let mut random = Random::new(seed);
            (0..8).map(|_| random.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
        assert_ne!(Random::seed_of(1, &[2, 3]), Random::seed_of(1, &[3, 2]));
    }

    #[test]
    fn some_are_of_all_and_in_order() {
        let mut random = Random::new(3);
        for most in 0..12 {
            let some = random.some_of(&[1, 2, 3, 4, 5, 6, 7, 8], most);
            assert_eq!(some.len(), most.min(8));
            assert!(some.is_sorted());
        }
    }
}
