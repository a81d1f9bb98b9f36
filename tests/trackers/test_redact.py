"""No secret in any text."""

from trackerbridge.trackers.redact import Redactor


def test_secrets_are_masked_plain_and_encoded():
    redact = Redactor(["abc+/def=", "tokentoken"])
    assert redact("a abc+/def= b abc%2B%2Fdef%3D c tokentoken") == "a *** b *** c ***"


def test_the_longest_goes_first_so_no_tail_is_left():
    assert Redactor(["token", "tokentail"])("tokentail") == "***"


def test_too_short_to_be_a_secret_is_left_alone():
    assert Redactor(["", "a"])("a banana") == "a banana"


def test_anything_can_be_redacted():
    assert Redactor(["secret"])(ValueError("secret")) == "***"
