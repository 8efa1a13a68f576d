import Bytes
import Mail
import Platform
import Scheduling
import Time

/// The words of news about a meetup, in the user's language.
struct MeetupWording {
    let kind: MeetupNotice.Kind
    let meetup: Meetup
    let session: Occurrence
    /// The user's name.
    let name: String
    /// The address of the meetup's page.
    let page: String
    let language: Language

    private var title: String { PlainText.line(meetup.title) }
    private var host: String { PlainText.line(meetup.hostName) }

    var subject: String {
        switch kind {
        case .invitation: phrase("Invitation: \(title)", "Invitation : \(title)")
        case .left: phrase("No longer signed up: \(title)", "Inscription annulée : \(title)")
        }
    }

    /// The text of the calendar entry.
    var note: String {
        "\(meetup.description)\n\n\(joining)\n\(page)"
    }

    /// The text of the mail.
    var letter: Letter {
        switch kind {
        case .invitation: invitation
        case .left: farewell
        }
    }

    private var invitation: Letter {
        Letter(
            subject: subject, language: language,
            [
                .paragraph(greeting), .paragraph(opening), .title(title),
                .facts([Letter.Fact(whenLabel, when), Letter.Fact(repeatsLabel, repeats)]),
                .paragraph(meetup.description), .button(button, to: page), .link(joining, to: page), .closing(closing),
            ])
    }

    private var farewell: Letter {
        Letter(
            subject: subject, language: language,
            [
                .paragraph(greeting),
                .paragraph(
                    phrase(
                        "You are no longer signed up for “\(title)” with \(host).",
                        "Vous n’êtes plus inscrit(e) à « \(title) » avec \(host).")),
                .title(title), .facts([Letter.Fact(repeatsLabel, repeats)]), .button(button, to: page),
                .link(phrase("To sign up again:", "Pour vous réinscrire :"), to: page),
                .closing(
                    phrase(
                        "The attached file takes the sessions out of your calendar.",
                        "Le fichier joint retire les séances de votre agenda.")),
            ])
    }

    private var greeting: String {
        phrase("Hello \(name),", "Bonjour \(name),")
    }

    private var opening: String {
        phrase(
            "You are signed up for “\(title)” with \(host).",
            "Vous êtes inscrit(e) à « \(title) » avec \(host).")
    }

    private var whenLabel: String { phrase("When:", "Quand :") }
    private var repeatsLabel: String { phrase("Repeats:", "Répétition :") }

    private var when: String {
        let zone = meetup.schedule.zone
        let wall = zone.civil(at: session.start)
        let date = CalendarWords.date(wall.date, in: language)
        let clock = CalendarWords.time(hour: wall.hour, minute: wall.minute, in: language)
        let place = CalendarWords.place(zone.name, offset: zone.offset(at: session.start))
        return phrase("\(date) at \(clock) (\(place))", "\(date) à \(clock) (\(place))")
    }

    private var repeats: String {
        let schedule = meetup.schedule
        let weekday = CalendarWords.weekday(schedule.weekday, in: language)
        let clock = CalendarWords.time(hour: schedule.hour, minute: schedule.minute, in: language)
        let length = CalendarWords.duration(minutes: meetup.duration, in: language)
        return phrase(
            "every \(weekday) at \(clock), for \(length)", "tous les \(weekday)s à \(clock), pendant \(length)")
    }

    private var button: String {
        phrase("Open the meetup’s page", "Ouvrir la page de la rencontre")
    }

    private var joining: String {
        phrase(
            "While a session runs, you can join it from the meetup’s page:",
            "Pendant une séance, vous pouvez la rejoindre depuis la page de la rencontre :")
    }

    private var closing: String {
        phrase(
            "Accept the invitation, or open the attached file, to have all sessions in your calendar.",
            "Acceptez l’invitation, ou ouvrez le fichier joint, pour avoir toutes les séances dans votre agenda.")
    }

    private func phrase(_ english: String, _ french: String) -> String {
        Phrase(english: english, french: french).text(in: language)
    }
}
