import APIGateway
import LambdaRuntime
import Meetups

Lambda.serve { host in CancelMeetupSignUpHandler(meetups: try .live(on: host)) }
