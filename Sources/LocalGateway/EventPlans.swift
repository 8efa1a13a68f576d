import Scheduling
import Template

/// The streams and schedules of the functions, read and found to be good.
struct EventPlans {
    let mappings: [MappingPlan]
    let schedules: [SchedulePlan]
    /// What does not happen here.
    let others: [(function: String, event: OtherEvent)]

    /// Throws what of them is wrong, with the names of function and event.
    init(_ functions: [FunctionResource], data: String) throws(GatewayError) {
        let zones = ZoneFiles()
        var (mappings, schedules) = ([MappingPlan](), [SchedulePlan]())
        for function in functions {
            for mapping in function.streams {
                mappings.append(try MappingPlan(mapping, of: function.logicalID, data: data))
            }
            for schedule in function.schedules {
                schedules.append(
                    try SchedulePlan(schedule, of: function.logicalID, retries: function.retries, zones))
            }
        }
        self.mappings = mappings
        self.schedules = schedules
        others = functions.flatMap { function in function.otherEvents.map { (function.logicalID, $0) } }
    }
}
