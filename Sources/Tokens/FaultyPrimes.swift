/// Keys whose primes a faulty library has made, so that anybody can find them (ROCA, CVE-2017-15361).
///
/// Modulo each small prime, such a prime is a power of 65537, and so is what two of them make. Of the keys that others
/// made, fewer than one in two hundred millions looks like that by chance.
enum FaultyPrimes {
    private static let smallPrimes = [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ]

    /// Whether the modulus, big-endian, looks like one of these.
    static func seemToMake(_ modulus: [UInt8]) -> Bool {
        smallPrimes.allSatisfy { prime in
            isPower(modulus.reduce(0) { ($0 << 8 | Int($1)) % prime }, modulo: prime)
        }
    }

    /// Whether 65537 has a power that leaves this rest.
    private static func isPower(_ rest: Int, modulo prime: Int) -> Bool {
        var power = 1
        repeat {
            if power == rest { return true }
            power = power * 65_537 % prime
        } while power != 1
        return false
    }
}
