from django.db import models


class Letter(models.Model):
    """A mail that waits to leave. It is deleted once the mail server has taken it."""

    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    attempt_count = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("next_attempt_at", "pk")

    def __str__(self) -> str:
        return self.subject
