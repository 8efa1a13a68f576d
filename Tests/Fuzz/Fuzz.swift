import JSON

/// What libFuzzer calls with each input that it comes up with.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? JSONDocument(parsing: input)
    return 0
}
