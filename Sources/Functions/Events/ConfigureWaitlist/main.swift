import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in ConfigureWaitlistHandler(events: try .live(on: host)) }
