package rapporteur

import "rapporteur/internal/doc"

// Article is a news report as the coder takes it.
type Article = doc.Article
