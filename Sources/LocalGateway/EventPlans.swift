import Scheduling
import Template

/// The validated stream mappings and schedules of the functions.
struct EventPlans {
    let mappings: [MappingPlan]
    let schedules: [SchedulePlan]
    /// Events that don't occur here.
    let others: [(function: String, event: OtherEvent)]

    /// Throws an error that names the function and the invalid event.
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
