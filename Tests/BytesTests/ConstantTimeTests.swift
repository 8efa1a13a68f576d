import Bytes
import Testing

@Suite("comparison in constant time")
struct ConstantTimeTests {
    @Test(
        "equal means the same bytes and as many of them",
        arguments: [
            ([], [], true), ([1, 2, 3], [1, 2, 3], true), ([1, 2, 3], [1, 2, 4], false),
            ([9, 2, 3], [1, 2, 3], false),
            ([1, 2], [1, 2, 3], false), ([], [0], false), ([1, 2], [2, 1], false), ([255, 0], [0, 255], false),
        ] as [([UInt8], [UInt8], Bool)])
    func equality(one: [UInt8], other: [UInt8], areEqual: Bool) {
        #expect(ConstantTime.areEqual(one, other) == areEqual)
    }
}
