import pytest

# What a check of the machine compared is told as in a test.
pytest.register_assert_rewrite("tests.store.machine")
