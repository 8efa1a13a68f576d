/// Several ordered lists of events as one, which reads a page of a list when its turn comes.
struct EventMerge {
    /// One page, and how to read the next one; nil after the last.
    struct Page {
        let events: [Event]
        let next: (() throws -> Page)?
    }

    private struct List {
        var events: ArraySlice<Event> = []
        var next: (() throws -> Page)?

        mutating func fill(_ budget: inout Int) throws {
            while events.isEmpty, budget > 0, let read = next {
                let page = try read()
                events = page.events[...]
                next = page.next
                budget -= page.events.count
            }
        }
    }

    private var lists: [List]
    /// The number of events that may still be read; the page that exceeds it is the last one.
    private var budget: Int

    init(_ first: [() throws -> Page], readingAtMost budget: Int = .max) {
        self.budget = budget
        lists = first.map { List(next: $0) }
    }

    /// A Boolean value that is true if nothing is left; a list with another page to read counts as more.
    var isAtEnd: Bool {
        lists.allSatisfy { $0.events.isEmpty && $0.next == nil }
    }

    /// Returns the earliest of the events that are left; nil if there are none.
    ///
    /// It also returns nil if the earliest event can't be told without reading more than may be read.
    mutating func next() throws -> Event? {
        var first: (list: Int, place: EventPlace)?
        for index in lists.indices {
            try lists[index].fill(&budget)
            guard let event = lists[index].events.first else {
                guard lists[index].next == nil else { return nil }
                continue
            }
            let place = EventPlace(of: event)
            if first.map({ place < $0.place }) ?? true { first = (index, place) }
        }
        return first.map { lists[$0.list].events.removeFirst() }
    }
}
