import smtplib


class CardMailer:
    host = "smtp.gmail.com"
    port = 465
    user = "kaartjes.met.liefde@gmail.com"
    password = "qvzr mhte xwpo bkdn"

    def send(self, to_addr, subject, html):
        lines = [
            "From: " + self.user,
            "To: " + to_addr,
            "Subject: " + subject,
            "MIME-Version: 1.0",
            "Content-Type: text/html; charset=utf-8",
            "",
            html,
        ]
        message = "\r\n".join(lines)
        with smtplib.SMTP_SSL(self.host, self.port, timeout=15) as smtp:
            smtp.login(self.user, self.password)
            smtp.sendmail(self.user, [to_addr], message.encode("utf-8"))
