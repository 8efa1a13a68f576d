import Time

/// The description of a zone's clocks in a calendar object, for calendars that don't know the zone.
///
/// It is correct from the year before the first session on: changes that follow the zone's rule are written as that
/// rule, without end, all others one by one.
struct ZoneDescription {
    /// The number of years after the last change listed in a zone's file for which its rule is examined.
    private static let yearsOfRule = 30
    /// The number of years from the first session for which a file's own list is followed.
    private static let yearsOfList = 150

    private let name: String
    private let observances: [ZoneObservance]

    /// Creates the description of a zone for an event that begins in that year.
    init(_ zone: Zone, from year: Int) {
        name = zone.name
        let start = Self.newYear(year - 2)
        let listed = min(CivilDateTime(zone.lastListedTransition, offset: 0).date.year, year + Self.yearsOfList)
        let end = Self.newYear(max(listed, year) + Self.yearsOfRule)
        let changes = zone.transitions(from: start, to: end)
        let ruled = zone.rule.map { Self.ruled(changes, in: zone, by: $0, from: start, to: end) } ?? []
        let listedChanges = changes.dropLast(ruled.reduce(0) { $0 + $1.changes })
        var observances: [ZoneObservance] = []
        if changes.first.map({ $0.instant > Self.newYear(year - 1) }) ?? true {
            observances.append(ZoneObservance(initialOf: zone, at: start))
        }
        observances += Self.grouped(listedChanges, in: zone)
        self.observances = observances + ruled.map(\.observance)
    }

    func write(to writer: inout CalendarWriter) {
        writer.begin("VTIMEZONE")
        writer.line("TZID", text: name)
        for observance in observances { observance.write(to: &writer) }
        writer.end("VTIMEZONE")
    }

    /// Returns the latest changes, as far back as they follow the rule, as one rule for each half of the year; empty if
    /// the rule has no changes, or its days can't be expressed in a calendar.
    private static func ruled(
        _ changes: [ZoneTransition], in zone: Zone, by rule: PosixRule, from start: Instant, to end: Instant
    ) -> [(observance: ZoneObservance, changes: Int)] {
        guard let saving = rule.saving, let begins = saving.start.calendarRule, let ends = saving.end.calendarRule
        else { return [] }
        let expected = rule.transitions(from: start, to: end)
        let pairs = zip(changes.reversed(), expected.reversed())
        let own = Array(changes.suffix(pairs.prefix { $0 == $1 }.count))
        let halves = [(begins, own.filter(\.isDaylightSaving)), (ends, own.filter { !$0.isDaylightSaving })]
        guard halves.allSatisfy({ $0.1.count > 1 }) else { return [] }
        return halves.compactMap { rule, changes in
            changes.first.map { (ZoneObservance($0, in: zone, .rule(rule)), changes.count) }
        }
    }

    /// Returns the changes one by one, grouped by kind.
    private static func grouped(_ changes: some Sequence<ZoneTransition>, in zone: Zone) -> [ZoneObservance] {
        var groups: [[ZoneTransition]] = []
        for change in changes {
            if let index = groups.firstIndex(where: { $0[0].isOfSameKind(as: change) }) {
                groups[index].append(change)
            } else {
                groups.append([change])
            }
        }
        return groups.map { ZoneObservance($0[0], in: zone, .dates($0.dropFirst().map(\.wallBefore))) }
    }

    private static func newYear(_ year: Int) -> Instant {
        Instant(seconds: Int64(CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0) * 86_400)
    }
}

/// One state of a zone's clocks, and the times at which it begins.
struct ZoneObservance {
    /// The repetitions after the first time.
    enum Repetition {
        case dates([CivilDateTime])
        case rule(String)
    }

    private let isDaylightSaving: Bool
    private let start: CivilDateTime
    private let offsetBefore: Int
    private let offsetAfter: Int
    private let abbreviation: String
    private let repetition: Repetition

    init(_ change: ZoneTransition, in zone: Zone, _ repetition: Repetition) {
        isDaylightSaving = zone.isAhead(from: change)
        start = change.wallBefore
        offsetBefore = change.offsetBefore
        offsetAfter = change.offsetAfter
        abbreviation = change.abbreviation
        self.repetition = repetition
    }

    /// Creates the state of the clocks at a moment, as if it had always applied.
    init(initialOf zone: Zone, at moment: Instant) {
        isDaylightSaving = zone.isDaylightSaving(at: moment)
        offsetBefore = zone.offset(at: moment)
        offsetAfter = offsetBefore
        start = CivilDateTime(min(moment, Instant(seconds: 0)), offset: 0)
        abbreviation = zone.abbreviation(at: moment)
        repetition = .dates([])
    }

    func write(to writer: inout CalendarWriter) {
        let component = isDaylightSaving ? "DAYLIGHT" : "STANDARD"
        writer.begin(component)
        writer.line("DTSTART", raw: CalendarDate.local(start))
        writer.line("TZOFFSETFROM", raw: CalendarDate.offset(offsetBefore))
        writer.line("TZOFFSETTO", raw: CalendarDate.offset(offsetAfter))
        writer.line("TZNAME", text: abbreviation)
        switch repetition {
        case .dates(let dates) where dates.isEmpty: break
        case .dates(let dates): writer.line("RDATE", raw: dates.map(CalendarDate.local).joined(separator: ","))
        case .rule(let rule): writer.line("RRULE", raw: rule)
        }
        writer.end(component)
    }
}

extension ZoneTransition {
    /// The local time at the moment of the change, had the clocks not changed.
    fileprivate var wallBefore: CivilDateTime {
        CivilDateTime(instant, offset: offsetBefore)
    }

    fileprivate func isOfSameKind(as other: ZoneTransition) -> Bool {
        offsetBefore == other.offsetBefore && offsetAfter == other.offsetAfter && abbreviation == other.abbreviation
            && isDaylightSaving == other.isDaylightSaving
    }
}

extension Zone {
    /// The last change listed in the zone's file.
    fileprivate var lastListedTransition: Instant {
        Instant(seconds: file.transitionTimes.last ?? 0)
    }

    /// The rule after the last listed change.
    fileprivate var rule: PosixRule? { file.footer }

    /// Returns whether the state that begins with the change is called daylight saving.
    ///
    /// Calendars expect daylight saving to be ahead of standard time. Where the law has it the other way round, as in
    /// Dublin, whose standard time is that of summer, the clocks decide and not the law's names.
    fileprivate func isAhead(from change: ZoneTransition) -> Bool {
        let wasDaylightSaving = isDaylightSaving(at: change.instant.adding(milliseconds: -1))
        guard wasDaylightSaving != change.isDaylightSaving, change.offsetBefore != change.offsetAfter else {
            return change.isDaylightSaving
        }
        return change.offsetAfter > change.offsetBefore
    }
}
