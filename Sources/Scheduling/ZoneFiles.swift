import Glibc

/// The folders of zone files, and the zones read from them so far.
///
/// Make one and keep it: each zone is then read once per process.
public final class ZoneFiles {
    private let folders: [String]
    private let archive: ZoneArchive?
    private var zones: [String: Zone] = [:]

    /// Creates a source of zones from these folders, searched in order, and then the archive.
    public init(folders: [String] = ZoneFiles.usualFolders, archive: String? = ZoneFiles.usualArchive) {
        self.folders = folders
        self.archive = archive.map { ZoneArchive(path: $0) }
    }

    /// The folder `zoneinfo` beside the executable, the one named by the variable TZDIR, and the system's.
    public static var usualFolders: [String] {
        [besideExecutable.map { $0 + "zoneinfo" }, environment("TZDIR"), "/usr/share/zoneinfo"].compactMap(\.self)
    }

    /// The file `zones` beside the executable.
    public static var usualArchive: String? { besideExecutable.map { $0 + "zones" } }

    /// Returns the zone of that name, from the first folder that has it.
    fileprivate func zone(named name: String) throws(SchedulingError) -> Zone {
        if let zone = zones[name] { return zone }
        guard Self.isWellFormed(name) else { throw .malformedZoneName(name) }
        for folder in folders {
            guard let bytes = try Self.bytes(of: name, in: folder) else { continue }
            let zone = try Zone(name: name, bytes: bytes)
            zones[name] = zone
            return zone
        }
        guard let zone = try archive?.zone(named: name) else { throw .unknownZone(name) }
        zones[name] = zone
        return zone
    }
}

extension Zone {
    /// Creates the zone of an IANA name, read from its file unless these files have read it before.
    ///
    /// - Throws: `malformedZoneName` for text that can't be a name (1 to 255 letters, digits and `._+-`, in segments
    ///   between slashes that are not empty, `.` or `..`), `unknownZone` when no folder has a TZif file of that name,
    ///   and `damagedZone` when the first one found is not valid.
    public init(named name: String, in files: ZoneFiles) throws(SchedulingError) {
        self = try files.zone(named: name)
    }
}

extension ZoneFiles {
    private static func isWellFormed(_ name: String) -> Bool {
        let bytes = name.utf8
        guard 1...255 ~= bytes.count, bytes.allSatisfy(isAllowed) else { return false }
        return bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { segment in
            !segment.isEmpty && !segment.elementsEqual(".".utf8) && !segment.elementsEqual("..".utf8)
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "-")...UInt8(ascii: "9"): true  // - . / and the digits
        default: byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
        }
    }

    /// Returns the bytes of the TZif file of that name; nil when the folder has none, or something else in its place.
    private static func bytes(of name: String, in folder: String) throws(SchedulingError) -> [UInt8]? {
        let bytes = try contents(of: "\(folder)/\(name)", for: name)
        return bytes?.starts(with: TZifHeader.magic) == true ? bytes : nil
    }

    /// Returns the bytes of the file at that path; nil when there is none, or something else in its place.
    static func contents(of path: String, for name: String) throws(SchedulingError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            guard isAbsence(errno) else { throw unreadable(name, errno) }
            return nil
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw unreadable(name, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        return try read(file, of: name)
    }

    /// Reads a file up to one byte more than is allowed, which reveals that it is too large.
    private static func read(_ file: Int32, of name: String) throws(SchedulingError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= TZifFile.largestSize {
            let wanted = min(8192, TZifFile.largestSize + 1 - bytes.count)
            var failure: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                let result = Glibc.read(file, buffer.baseAddress, wanted)
                failure = result < 0 ? errno : 0
                count = max(result, 0)
            }
            guard failure == 0 || failure == EINTR else { throw unreadable(name, failure) }
            if chunk.isEmpty, failure == 0 { break }
            bytes += chunk
        }
        return bytes
    }

    private static func isAbsence(_ error: Int32) -> Bool {
        [ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG].contains(error)
    }

    private static func unreadable(_ name: String, _ error: Int32) -> SchedulingError {
        .damagedZone(name, detail: "it cannot be read: \(String(cString: strerror(error)))")
    }

    private static var besideExecutable: String? {
        let size = 4096
        let path = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
            count = bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return 0 }
                return max(readlink("/proc/self/exe", start, size), 0)
            }
        }
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        return String(decoding: path[...slash], as: UTF8.self)
    }

    private static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
