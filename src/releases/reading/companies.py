"""Studios, distributors, services and papers: names beside films that are no films."""

COMPANY = frozenset(
    "pictures studios studio entertainment films productions production media distribution netflix "
    "disney warner bros universal paramount sony lionsgate a24 pixar marvel dreamworks hbo amazon "
    "apple hulu crunchyroll mubi shudder imax group company inc ltd gmbh records music classics "
    "features searchlight dc dcu mcu bbc itv mgm filmverleih verleih constantin pathé gaumont "
    "studiocanal blumhouse lucasfilm neon focus illumination laika aardman ghibli 20th "
    "magazine times post guardian variety deadline reporter youtube facebook twitter instagram "
    "tomatoes metacritic letterboxd fandango wikipedia mojo comscore collider cineuropa filmstarts "
    "dolby allociné sensacine adorocinema mymovies screenrant cinematic comics "
    "university international oscar oscars bafta globe globes award awards".split()
)

_NAMES_TOO = frozenset("marvel neon focus illumination".split())


def of_company(low: list[str]) -> bool:
    """Whether a name is a company's: "Focus Features", but not "Captain Marvel"."""
    return any(
        word in COMPANY
        and (word != "inc" or "," not in low)
        and (
            word not in _NAMES_TOO
            or len(low) == 1
            or not COMPANY.isdisjoint(low[max(0, k - 1) : k] + low[k + 1 : k + 2])
        )
        for k, word in enumerate(low)
    )
