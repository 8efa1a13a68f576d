import JSON
import Time

/// The sections that every system has.
extension StatusSection {
    static func functions(_ pools: [FunctionPool]) -> StatusSection {
        StatusSection(
            key: "functions", title: "Functions",
            columns: [
                Column("name", "Function"), Column("processes", "Processes"), Column("coldStarts", "Cold starts"),
                Column("warmCalls", "Warm calls"), Column("errors", "Errors"), Column("timeouts", "Time-outs"),
                Column("throttled", "Throttled"), Column("p50Milliseconds", "p50 ms"),
                Column("p99Milliseconds", "p99 ms"),
            ],
            rows: pools.map { pool in
                let figures = pool.figures
                let counts = [
                    pool.count, figures.coldStarts, figures.warmCalls, figures.errors, figures.timeouts,
                    figures.throttled,
                ]
                let times = [0.5, 0.99].map { milliseconds(figures.latencies.quantile($0)) }
                return [.string(pool.plan.name)] + counts.map(count) + times
            })
    }

    static func routes(_ table: RouteTable) -> StatusSection {
        StatusSection(
            key: "routes", title: "Routes",
            columns: [Column("route", "Route"), Column("function", "Function"), Column("needsToken", "Needs a token")],
            rows: table.routes.map { [.string($0.key), .string($0.function), .bool($0.authorizer != nil)] })
    }

    static func tables(_ house: any TableHouse) -> StatusSection {
        let size = house.fileSize.map(count) ?? .null
        return StatusSection(
            key: "tables", title: "Tables",
            columns: [Column("name", "Table"), Column("items", "Items"), Column("fileBytes", "Bytes of the file")],
            rows: house.counts.map { [.string($0.name), $0.items.map(count) ?? .null, size] })
    }

    static func mail(_ ses: LocalSES) -> StatusSection {
        let outage = ses.outage.end(at: .now)
        return StatusSection(
            key: "mail", title: "Mail",
            columns: [
                Column("ses", "SES"), Column("count", "Messages"), Column("last", "Last one"),
                Column("outageUntil", "Plays dead until"),
            ],
            rows: [
                [
                    .string(ses.address), .number(JSONNumber(ses.store.count)),
                    time(ses.store.latest),
                    time(outage),
                ]
            ])
    }

    static func streams(_ streams: [StreamStatus]) -> StatusSection {
        StatusSection(
            key: "streams", title: "Streams",
            columns: [
                Column("function", "Function"), Column("table", "Table"), Column("waiting", "Waiting"),
                Column("millisecondsBehind", "Behind by ms"), Column("records", "Records"),
                Column("filtered", "Filtered out"), Column("batches", "Batches"), Column("failures", "Failures"),
                Column("givenUp", "Given up"), Column("lastCall", "Last call"), Column("problem", "Problem"),
            ],
            rows: streams.map { stream in
                let counts = [
                    stream.waiting, stream.millisecondsBehind, stream.records, stream.filtered, stream.batches,
                    stream.failures, stream.givenUp,
                ]
                return [.string(stream.function), .string(stream.table)] + counts.map(count)
                    + [time(stream.lastCall), stream.problem.map(JSONValue.string) ?? .null]
            })
    }

    static func schedules(_ schedules: [ScheduleStatus]) -> StatusSection {
        StatusSection(
            key: "schedules", title: "Schedules",
            columns: [
                Column("function", "Function"), Column("expression", "Expression"), Column("timeZone", "Time zone"),
                Column("lastRun", "Last run"), Column("nextRun", "Next run"), Column("calls", "Calls"),
                Column("failures", "Failures"),
            ],
            rows: schedules.map { schedule in
                [
                    .string(schedule.function), .string(schedule.expression), .string(schedule.timeZone),
                    time(schedule.lastRun), time(schedule.nextRun), count(schedule.calls), count(schedule.failures),
                ]
            })
    }

    private static func time(_ instant: Instant?) -> JSONValue {
        instant.map { .string($0.iso8601) } ?? .null
    }

    private static func count(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }

    /// Rounds to hundredths.
    private static func milliseconds(_ time: Double?) -> JSONValue {
        guard let time else { return .null }
        return JSONNumber((time * 100).rounded() / 100).map(JSONValue.number) ?? .null
    }
}
