import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in ListRegistrationsHandler(registrations: try .live(on: host)) }
