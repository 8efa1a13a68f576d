import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in UnregisterFromEventHandler(events: try .live(on: host)) }
