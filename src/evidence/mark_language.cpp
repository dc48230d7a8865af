#include "evidence/mark_language.h"

#include <algorithm>
#include <array>

#include "evidence/line_blocks.h"

namespace dechaff::evidence {
namespace {

using std::string_view;

constexpr std::size_t none = string_view::npos;

/// Code points of a text, and bytes of one that has wide characters.
std::size_t length_of(string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

/// Whether a text may be a title: not the edge of a drawn box, code, or columns of a table.
bool is_wordy(string_view text) {
  return !text.empty() && string_view("|/\\{}.*+-=_<>~").find(text[0]) == none &&
         text.find("   ") == none && text.find('\t') == none;
}

/// What single lines say of the language of a text.
class Signs {
 public:
  Signs(string_view bytes, const std::vector<text::Line>& lines) : bytes_(bytes), lines_(lines) {}

  SniffedLanguage read() {
    for (std::size_t i = 0; i < lines_.size(); ++i) look_at(i);
    if (open_ != 0) numbers_ += outside_;  // a fence that is never closed fences nothing
    if (org_ > 0 && stars_ > 0 && numbers_ <= stars_)
      return {MarkLanguage::org, stars_, true, true};
    if (asciidoc_ > 0 && attributes_ > 0 && directives_ == 0 && numbers_ <= asciidoc_)
      return {MarkLanguage::asciidoc, asciidoc_, true, true};
    const std::size_t lined = plain_lined_ + other_lined_;
    if ((directives_ > 0 || other_lined_ > 0) && lined > 0 && lined >= left_numbers_)
      return {MarkLanguage::restructured, lined, directives_ > 0, true};
    const std::size_t equal = std::max(asciidoc_, mediawiki_);
    if (numbers_ > 0 && numbers_ >= equal)
      return {MarkLanguage::markdown, numbers_ + plain_lined_, is_surely_markdown(), fences_ > 0};
    if (equal > 0 && equal >= lined)
      return {mediawiki_ >= asciidoc_ ? MarkLanguage::mediawiki : MarkLanguage::asciidoc, equal,
              false, false};
    if (lined > 0) return {MarkLanguage::restructured, lined, false, false};
    return {};
  }

 private:
  string_view line(std::size_t i) const {
    return bytes_.substr(lines_[i].begin, lines_[i].end - lines_[i].begin);
  }

  bool is_surely_markdown() const {
    if (fences_ > 0) return true;
    const std::size_t link = bytes_.find("](");
    return link != none && bytes_.find("](", link + 2) != none;
  }

  void look_at(std::size_t i) {
    string_view text = line(i);
    if (i == 0 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t indent = text.find_first_not_of(' ');
    if (indent == none || indent > 3) return;
    text.remove_prefix(indent);
    if (string_view("#=-~^\"*+`:.[").find(text[0]) == none) return;
    text = trimmed(text);
    const std::size_t run = first_run(text);
    const bool row = run == text.size() && run >= 3;
    if (text[0] == '`' || text[0] == '~') {
      if (row && text[0] == '~' && open_ == 0 && underlines(i, text)) {
        ++other_lined_;
      } else if (run >= 3) {
        fence(text, run);
      }
      return;
    }
    if (open_ != 0) {
      outside_ += is_atx(text, run) ? 1U : 0U;
      return;
    }
    if (row) {
      if (!underlines(i, text)) return;
      const bool over = i > 1 && trimmed(line(i - 2)) == text;
      ((text[0] == '=' || text[0] == '-') && !over ? plain_lined_ : other_lined_) += 1;
      return;
    }
    switch (text[0]) {
      case '#':
        if (is_atx(text, run)) {
          ++numbers_;
          left_numbers_ += indent == 0 ? 1U : 0U;
        }
        org_ += text.size() > 2 && text[1] == '+' && text.find(':') != none ? 1U : 0U;
        org_ += starts_with_word(text, "#+begin") ? 1U : 0U;
        break;
      case '=':
        if (run > 6 || indent > 0) break;
        if (const string_view said = trimmed(text.substr(run)); is_wordy(said)) {
          if (text.ends_with('=') && (run >= 2 || text[run] == ' ')) {
            ++mediawiki_;
          } else if (text[run] == ' ') {
            ++asciidoc_;
          }
        }
        break;
      case '*':
        stars_ += indent == 0 && run <= 6 && text[run] == ' ' ? 1U : 0U;
        break;
      case '[':  // [source,java]
        attributes_ += text.size() > 2 && text[1] >= 'a' && text[1] <= 'z' && text.ends_with(']') &&
                               text.find("](") == none
                           ? 1U
                           : 0U;
        break;
      case ':':
        if (const std::size_t end = text.find(':', 1); end != none && end > 1)  // :toc: left
          attributes_ += text.substr(1, end - 1).find(' ') == none ? 1U : 0U;
        org_ += starts_with_word(text, ":properties:") ? 1U : 0U;
        break;
      case '.':
        directives_ +=
            text.starts_with(".. ") && (text.find("::") != none || text.starts_with(".. _")) ? 1U
                                                                                             : 0U;
        break;
      default:
        break;
    }
  }

  static bool is_atx(string_view text, std::size_t run) {
    if (text[0] != '#' || run > 6 || run == text.size()) return false;
    const bool lax = run > 1 && ((text[run] >= 'A' && text[run] <= 'Z') ||
                                 static_cast<unsigned char>(text[run]) >= 0xC3);
    const string_view said = trimmed(text.substr(run));
    return (text[run] == ' ' || lax) && (is_wordy(said) || said.starts_with("<a "));
  }

  void fence(string_view text, std::size_t run) {
    if (open_ == 0) {
      if (text[0] == '`' && text.find('`', run) != none) return;  // code in one line
      open_ = text[0];
      open_run_ = run;
      outside_ = 0;
    } else if (text[0] == open_ && run >= open_run_ && run == text.size()) {
      open_ = 0;
      ++fences_;
    }
  }

  /// Whether a row of marks is about as long as the line above, which may be a title.
  bool underlines(std::size_t i, string_view marks) const {
    if (i == 0) return false;
    const string_view above = trimmed(line(i - 1));
    const std::size_t length = length_of(above);
    return is_wordy(above) && marks.size() + 2 >= length && marks.size() <= 2 * length + 2;
  }

  string_view bytes_;
  const std::vector<text::Line>& lines_;
  char open_ = 0;  // of the open fence
  std::size_t open_run_ = 0, outside_ = 0;
  std::size_t numbers_ = 0, asciidoc_ = 0, mediawiki_ = 0, stars_ = 0, org_ = 0, directives_ = 0;
  std::size_t left_numbers_ = 0;  // of numbers_, without an indent
  std::size_t attributes_ = 0, fences_ = 0;
  std::size_t plain_lined_ = 0, other_lined_ = 0;
};

struct Name {
  string_view end;
  MarkLanguage language;
};

}  // namespace

MarkLanguage language_named(string_view path) {
  static constexpr std::array<Name, 13> names = {{{"md", MarkLanguage::markdown},
                                                  {"markdown", MarkLanguage::markdown},
                                                  {"mdx", MarkLanguage::markdown},
                                                  {"mkd", MarkLanguage::markdown},
                                                  {"qmd", MarkLanguage::markdown},
                                                  {"Rmd", MarkLanguage::markdown},
                                                  {"rst", MarkLanguage::restructured},
                                                  {"rest", MarkLanguage::restructured},
                                                  {"adoc", MarkLanguage::asciidoc},
                                                  {"asciidoc", MarkLanguage::asciidoc},
                                                  {"mediawiki", MarkLanguage::mediawiki},
                                                  {"wiki", MarkLanguage::mediawiki},
                                                  {"org", MarkLanguage::org}}};
  for (const string_view end : {".gz", ".zst", ".txt"}) {
    if (path.ends_with(end)) path.remove_suffix(end.size());
  }
  const std::size_t dot = path.rfind('.');
  if (dot == none || path.find('/', dot) != none) return MarkLanguage::none;
  const auto* name = std::find_if(names.begin(), names.end(),
                                  [&](const Name& its) { return its.end == path.substr(dot + 1); });
  return name == names.end() ? MarkLanguage::none : name->language;
}

SniffedLanguage sniff_language(string_view bytes, const std::vector<text::Line>& lines) {
  return Signs(bytes, lines).read();
}

bool read_blocks(MarkLanguage language, string_view bytes, const std::vector<text::Line>& lines,
                 Blocks& out, Evidence& of_lines) {
  if (language == MarkLanguage::markdown) return read_markdown(bytes, lines, out, of_lines);
  of_lines.clear();
  LineBlocks reader(bytes, lines, out);
  switch (language) {
    case MarkLanguage::restructured:
      read_restructured(reader);
      break;
    case MarkLanguage::asciidoc:
      read_asciidoc(reader);
      break;
    case MarkLanguage::mediawiki:
      read_mediawiki(reader);
      break;
    case MarkLanguage::org:
      read_org(reader);
      break;
    default:
      return false;
  }
  return true;
}

}  // namespace dechaff::evidence
