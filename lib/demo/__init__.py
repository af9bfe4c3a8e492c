"""The demo service: speaks the video API of contract.md over real HTTP on loopback and draws real videos.

It knows only lib.domain, and is also the one stand-in for the outside world in every test. Words in square brackets
anywhere in the prompt, in any case, make it misbehave on purpose (lib/domain/demo_words.py):

    [refuse]  the request is refused: its content is not allowed (HTTP 400, AuditSubmitIllegal)
    [fail]    the task is taken and fails after about three seconds, with a reason
    [busy]    two requests with this prompt get HTTP 429 with Retry-After: 5, the third is taken
    [slow]    the video takes a minute and a half
    [lost]    the task is made, and the line is cut before the answer
"""
