"""What a lesson of the tests holds: blocks of most kinds."""

LESSON_BODY = [
    ("why", {"text": "Know the market before you spend.", "audio": None}),
    (
        "activity",
        {
            "title": "Beans in a bowl",
            "kind": "game",
            "minutes": 30,
            "people": "All",
            "materials": ["a bowl"],
            "steps": ["Throw.", "Count."],
        },
    ),
    (
        "talk",
        [
            {"question": "Who promised too much?", "answers": ["Whoever never threw before."]},
            {"question": "Why?", "answers": []},
        ],
    ),
    ("rule", "A good goal is yours."),
    (
        "worked_sum",
        {
            "title": "A day at the stall",
            "story": "",
            "rows": [{"label": "Sales", "working": "120 × ₹6", "result": "₹720"}],
            "answer": "₹540",
        },
    ),
    (
        "form",
        {
            "key": "goal-card",
            "title": "Your goal",
            "intro": "",
            "fields": [
                {"key": "amount", "label": "How much", "hint": "", "kind": "money"},
                {"key": "reason", "label": "What for", "hint": "", "kind": "long"},
                {"key": "by", "label": "By when", "hint": "", "kind": "date"},
            ],
        },
    ),
    (
        "self_check",
        {
            "question": "Which is a goal?",
            "options": [{"text": "Earn more", "correct": False}, {"text": "Earn ₹3,000 by Diwali", "correct": True}],
            "explanation": "It has an amount and a date.",
        },
    ),
]
