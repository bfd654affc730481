package read

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"unicode"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"rapporteur/internal/doc"
)

//go:embed elements.txt
var elementFile string

// furnitureClasses are the words of elements.txt.
var furnitureClasses = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, l := range strings.Split(elementFile, "\n") {
		if w, _, ok := strings.Cut(l, "\t"); ok && !strings.HasPrefix(l, "#") {
			out[w] = true
		}
	}
	return out
})

// maxTags is how many tags a page may have; the tree takes about a kilobyte each.
const maxTags = 100_000

// page extracts the report from a web page: the main text with an empty line
// between paragraphs, and what the page's metadata say about it.
func page(src string) (art doc.Article, err error) {
	// The extraction is somebody else's and walks arbitrary trees.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the page could not be taken apart: %v", r)
		}
	}()
	if n := strings.Count(src, "<"); n > maxTags {
		return art, fmt.Errorf("a page with %d tags: no report has more than %d, and their tree takes much memory", n, maxTags)
	}
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		return art, fmt.Errorf("broken HTML: %w", err)
	}
	m := metadata(root)
	art = doc.Article{Title: m.title, Date: m.date, Publisher: m.publisher, Agency: m.agency, URL: m.url}
	prune(root)
	base, _ := url.Parse(m.url)
	got, rerr := readability.FromDocument(root, base)
	if rerr == nil && got.Node != nil {
		art.Text = paragraphs(got.Node)
		if art.Title == "" {
			art.Title = strings.Join(strings.Fields(got.Title()), " ")
		}
	}
	// On short pages the extraction finds nothing; then the article element or
	// the whole body is taken, less what is marked as no text.
	if len(art.Text) < 200 {
		for _, tag := range []string{"article", "main", "body"} {
			if n := element(root, tag); n != nil {
				if t := paragraphs(n); len(t) > len(art.Text) {
					art.Text = t
					break
				}
			}
		}
	}
	if strings.TrimSpace(art.Text) == "" {
		return art, errors.New("no report found in the page: expected paragraphs of text")
	}
	return art, nil
}

// pageMeta is what a page says about itself.
type pageMeta struct{ title, date, publisher, agency, url string }

// dateNames are the names of meta elements that carry the day of publication,
// the surest first (Open Graph, schema.org, Dublin Core, and publishers' own).
var dateNames = []string{
	"article:published_time", "og:article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dcterms.issued",
	"dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
	"publish-date", "publish_date", "publication_date", "citation_publication_date", "cxenseparse:recs:publishtime", "date",
}

func metadata(root *html.Node) pageMeta {
	var m pageMeta
	metas := map[string]string{}
	var ld, title, h1, timeTag, timePub, canonical string
	h1s := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.Data {
			case "meta":
				v := strings.TrimSpace(attr(n, "content"))
				for _, a := range []string{"property", "name", "itemprop"} {
					if k := strings.ToLower(attr(n, a)); k != "" && v != "" && metas[k] == "" {
						metas[k] = v
					}
				}
			case "title":
				if title == "" {
					title = words(n)
				}
			case "h1":
				h1s++
				h1 = words(n)
			case "link":
				if strings.EqualFold(attr(n, "rel"), "canonical") {
					canonical = attr(n, "href")
				}
			case "time":
				v := attr(n, "datetime")
				if v == "" {
					v = words(n)
				}
				if d, err := Date(v); err == nil {
					_, pub := find(n, "pubdate")
					if timePub == "" && (pub || strings.EqualFold(attr(n, "itemprop"), "datePublished")) {
						timePub = d
					}
					if timeTag == "" {
						timeTag = d
					}
				}
			case "script":
				if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil && (m.date == "" || m.publisher == "" || ld == "") {
					var v any
					if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
						linkedData(v, &m, &ld, 0)
					}
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	for _, n := range dateNames {
		if m.date != "" {
			break
		}
		if d, err := Date(metas[n]); err == nil {
			m.date = d
		}
	}
	for _, d := range []string{timePub, timeTag} {
		if m.date == "" {
			m.date = d
		}
	}
	if s := metas["og:site_name"]; s != "" {
		m.publisher = s
	}
	if m.publisher == "" {
		m.publisher = metas["application-name"]
	}
	switch {
	case metas["og:title"] != "":
		m.title = metas["og:title"]
	case ld != "":
		m.title = ld
	case h1s == 1 && h1 != "":
		m.title = h1
	}
	m.title = strings.Join(strings.Fields(m.title), " ")
	m.publisher = strings.Join(strings.Fields(m.publisher), " ")
	if m.url = canonical; m.url == "" {
		m.url = metas["og:url"]
	}
	if m.agency == "" {
		k := known()
		for _, n := range []string{"author", "article:author", "dc.creator", "dc.source", "source"} {
			if a := k.agencies[metas[n]]; a != "" && !k.photo[a] {
				m.agency = a
				break
			}
		}
	}
	return m
}

// linkedData looks for a schema.org article in JSON-LD: an object, an array, or
// a "@graph" of them.
func linkedData(v any, m *pageMeta, headline *string, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			linkedData(e, m, headline, depth+1)
		}
	case map[string]any:
		str := func(key string) string { s, _ := v[key].(string); return strings.TrimSpace(s) }
		if d, err := Date(str("datePublished")); err == nil && m.date == "" {
			m.date = d
			if *headline == "" {
				*headline = str("headline")
			}
			if p, ok := v["publisher"].(map[string]any); ok && m.publisher == "" {
				m.publisher, _ = p["name"].(string)
			}
			k := known()
			for _, key := range []string{"sourceOrganization", "author", "creator"} {
				list, ok := v[key].([]any)
				if !ok {
					list = []any{v[key]}
				}
				for _, e := range list {
					name, _ := e.(string)
					if o, ok := e.(map[string]any); ok {
						name, _ = o["name"].(string)
					}
					if a := k.agencies[strings.TrimSpace(name)]; a != "" && !k.photo[a] && m.agency == "" {
						m.agency = a
					}
				}
			}
		}
		linkedData(v["@graph"], m, headline, depth+1)
		linkedData(v["mainEntity"], m, headline, depth+1)
	}
}

// prune drops the elements whose class or id names furniture. What holds a
// quarter of the page's text or more is a wrapper and stays.
func prune(root *html.Node) {
	limit := len(words(root)) / 4
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.Type == html.ElementNode && marked(c) && len(words(c)) < limit {
				n.RemoveChild(c)
			} else {
				walk(c)
			}
			c = next
		}
	}
	walk(root)
}

func marked(n *html.Node) bool {
	for _, key := range []string{"class", "id"} {
		for _, w := range strings.FieldsFunc(strings.ToLower(attr(n, key)), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if furnitureClasses()[w] {
				return true
			}
		}
	}
	return false
}

// silent are elements whose text is no part of a report: it is not shown, or it
// is navigation, a form, a side note or a caption.
var silent = map[string]bool{
	"head": true, "script": true, "style": true, "noscript": true, "template": true, "iframe": true, "svg": true, "canvas": true,
	"audio": true, "video": true, "object": true, "nav": true, "aside": true, "footer": true, "form": true, "button": true,
	"select": true, "textarea": true, "figure": true, "figcaption": true, "picture": true, "dialog": true, "math": true,
}

// block are elements that stand on lines of their own.
var block = map[string]bool{
	"address": true, "article": true, "blockquote": true, "body": true, "caption": true, "dd": true, "details": true, "div": true, "dl": true, "dt": true,
	"fieldset": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "header": true, "hr": true, "li": true, "main": true,
	"ol": true, "p": true, "pre": true, "section": true, "summary": true, "table": true, "tbody": true, "tfoot": true, "thead": true, "tr": true, "ul": true,
}

// paragraphs renders an element as text: an empty line between blocks, a line
// break for br, runs of space as one space.
func paragraphs(n *html.Node) string {
	var b strings.Builder
	pending := "" // white space that is owed before the next word
	owe := func(s string) {
		if len(s) > len(pending) || s == "\n" && pending == " " {
			pending = s
		}
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			for i, w := range strings.FieldsFunc(n.Data, unicode.IsSpace) {
				if i > 0 || startsSpace(n.Data) {
					owe(" ")
				}
				if b.Len() > 0 {
					b.WriteString(pending)
				}
				pending = ""
				invisible.WriteString(&b, w)
			}
			if endsSpace(n.Data) {
				owe(" ")
			}
			return
		case html.ElementNode:
			if silent[n.Data] || hidden(n) {
				return
			}
			switch {
			case n.Data == "br":
				if strings.HasPrefix(pending, "\n") {
					owe("\n\n")
				} else {
					owe("\n")
				}
			case n.Data == "td" || n.Data == "th":
				owe(" ")
			case block[n.Data]:
				owe("\n\n")
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode && block[n.Data] {
			owe("\n\n")
		}
	}
	walk(n)
	return b.String()
}

// invisible takes out characters that only steer how a page is shown, soft
// hyphens and others of no width, and controls; the text is the extracted one.
var invisible = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "", "\x00", "", "\ufffe", "", "\u200e", "", "\u200f", "")

func startsSpace(s string) bool {
	for _, r := range s {
		return unicode.IsSpace(r)
	}
	return false
}

func endsSpace(s string) bool { return s != "" && strings.TrimRightFunc(s, unicode.IsSpace) != s }

func hidden(n *html.Node) bool {
	if _, ok := find(n, "hidden"); ok {
		return true
	}
	style := strings.ReplaceAll(attr(n, "style"), " ", "")
	return attr(n, "aria-hidden") == "true" || strings.Contains(style, "display:none")
}

func find(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, key string) string {
	v, _ := find(n, key)
	return v
}

// element returns the first element of that name, or nil.
func element(n *html.Node, name string) *html.Node {
	if n.Type == html.ElementNode && n.Data == name {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if e := element(c, name); e != nil {
			return e
		}
	}
	return nil
}

// words is the text of an element on one line.
func words(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
