/// Recognizes keys with weak primes from a faulty library (ROCA, CVE-2017-15361).
///
/// Modulo each small prime, such a prime is a power of 65537, and so is the product of two. Of other keys, fewer than
/// one in two hundred million looks like that by chance.
enum FaultyPrimes {
    private static let smallPrimes = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ]

    /// Returns whether the modulus, big-endian, looks like that of such a key.
    static func mayHaveMade(_ modulus: [UInt8]) -> Bool {
        smallPrimes.allSatisfy { prime in
            isPower(modulus.reduce(0) { ($0 << 8 | Int($1)) % prime }, modulo: prime)
        }
    }

    /// Returns whether 65537 has a power with this remainder.
    private static func isPower(_ rest: Int, modulo prime: Int) -> Bool {
        var power = 1
        repeat {
            if power == rest { return true }
            power = power * 65_537 % prime
        } while power != 1
        return false
    }
}
