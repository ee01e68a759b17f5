"""What Milepost has to say, without the words.

A message is a value: who it is about and the facts in it. Its words are a template in
`playbooks/messages`, its layout a renderer in `blocks`. Messages *for* customers and messages
*about* customers are different types, go out by different doors and never meet a renderer of
the other kind.
"""
