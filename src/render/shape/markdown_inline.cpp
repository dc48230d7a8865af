#include "render/shape/markdown_inline.h"

#include <algorithm>
#include <string_view>

namespace dechaff::render::shape {
namespace {

using html::Markup;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// A run of marks that would begin a block of Markdown: "# ", "- ", "> ", "1. ".
std::size_t block_sign(std::string_view text) {
  const auto ends = [&](std::size_t at) { return at == text.size() || text[at] == ' '; };
  if (text.empty()) return SIZE_MAX;
  const char c = text.front();
  if (c == '#') {
    const std::size_t marks = std::min(text.find_first_not_of('#'), text.size());
    return marks <= 6 && ends(marks) ? 0 : SIZE_MAX;
  }
  if (c == '>') return 0;
  if ((c == '-' || c == '+') && ends(1)) return 0;
  if ((c == '-' || c == '=') && text.find_first_not_of(c) == std::string_view::npos) return 0;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits > 0 && digits < 10 && digits < text.size() &&
      (text[digits] == '.' || text[digits] == ')') && ends(digits + 1)) {
    return digits;
  }
  return SIZE_MAX;
}

/// The text of a page so that Markdown shows it as it is.
void append_escaped(std::string& out, std::string_view text, bool begins_block) {
  const std::size_t sign = begins_block ? block_sign(text) : SIZE_MAX;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool in_word = i > 0 && is_letter(text[i - 1]) && is_letter(next);
    const bool tag = c == '<' && (is_letter(next) || next == '/' || next == '!' || next == '?');
    if (i == sign || c == '\\' || c == '`' || c == '*' || c == '[' || c == ']' || tag ||
        (c == '_' && !in_word)) {
      out += '\\';
    }
    out += c;
  }
}

/// A link's target where Markdown takes any.
std::string target_of(std::string_view href) {
  std::string out;
  for (const char c : href) {
    if (c == ' ') {
      out += "%20";
    } else if (c == '(' || c == ')' || c == '<' || c == '>' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) > 0x20) {
      out += c;
    }
  }
  return out;
}

bool leads_somewhere(std::string_view href) {
  return !href.empty() && href.front() != '#' && !href.starts_with("javascript:");
}

/// Writes the text of one line with its marks. A mark is written when something is left inside.
class InlineWriter {
 public:
  InlineWriter(std::string& out, bool begins_block) : out_(out), begins_block_(begins_block) {}

  /// `marks` in the order in which they begin.
  void write(const Document& document, std::size_t line,
             const std::vector<const Markup::Mark*>& marks) {
    marks_ = &marks;
    const auto rewritten = document.lines.rewritten.find(line);
    if (rewritten == document.lines.rewritten.end()) {
      const Span span = document.lines.span[line];
      original(document, span);
    } else {
      for (const Piece& piece : rewritten->second.pieces) {
        if (!piece.replaced) {
          original(document, piece.original);
        } else {
          turn_to(piece.original.begin);
          text(piece.text);
        }
      }
    }
    turn_to(SIZE_MAX);
  }

 private:
  struct Open {
    const Markup::Mark* mark;
    bool written;
  };

  void original(const Document& document, Span span) {
    std::size_t at = span.begin;
    while (at < span.end) {
      turn_to(at);
      const std::size_t end = std::min(next_turn(at), span.end);
      text(document.bytes.substr(at, end - at));
      at = end;
    }
  }

  /// Closes what ends at or before `at`, and opens what begins there.
  void turn_to(std::size_t at) {
    while (!open_.empty() && open_.back().mark->span.end <= at) {
      if (open_.back().written) close(*open_.back().mark);
      open_.pop_back();
    }
    for (; next_ < marks_->size() && (*marks_)[next_]->span.begin <= at; ++next_) {
      const Markup::Mark& mark = *(*marks_)[next_];
      if (mark.span.end > at && !is_open(mark.kind)) open_.push_back({&mark, false});
    }
  }

  std::size_t next_turn(std::size_t at) const {
    std::size_t next = SIZE_MAX;
    for (const Open& open : open_) next = std::min(next, open.mark->span.end);
    if (next_ < marks_->size() && (*marks_)[next_]->span.begin > at)
      next = std::min(next, (*marks_)[next_]->span.begin);
    return next;
  }

  bool is_open(Markup::Kind kind) const {
    return std::any_of(open_.begin(), open_.end(),
                       [&](const Open& open) { return open.mark->kind == kind; });
  }

  void text(std::string_view piece) {
    if (piece.empty()) return;
    const std::size_t blank = std::min(piece.find_first_not_of(' '), piece.size());
    if (blank == piece.size()) {
      waiting_ += piece;
      return;
    }
    out_ += waiting_;
    waiting_.clear();
    out_.append(piece, 0, blank);
    piece.remove_prefix(blank);
    const bool first = begins_block_;
    for (Open& open : open_) {
      if (!open.written) begin(*open.mark);
      open.written = true;
      begins_block_ = false;
    }
    const std::size_t end = piece.find_last_not_of(' ') + 1;
    waiting_ = piece.substr(end);
    piece = piece.substr(0, end);
    if (is_open(Markup::Kind::code)) {
      out_ += piece;
    } else {
      append_escaped(out_, piece, first && begins_block_);
    }
    begins_block_ = false;
  }

  void begin(const Markup::Mark& mark) { out_ += sign(mark.kind, true); }

  void close(const Markup::Mark& mark) {
    out_ += sign(mark.kind, false);
    if (mark.kind == Markup::Kind::link) out_ += '(' + target_of(mark.target) + ')';
  }

  static std::string_view sign(Markup::Kind kind, bool begin) {
    switch (kind) {
      case Markup::Kind::strong:
        return "**";
      case Markup::Kind::emphasis:
        return "*";
      case Markup::Kind::code:
        return "`";
      case Markup::Kind::struck:
        return "~~";
      case Markup::Kind::link:
        break;
    }
    return begin ? "[" : "]";
  }

  std::string& out_;
  bool begins_block_;
  const std::vector<const Markup::Mark*>* marks_ = nullptr;
  std::size_t next_ = 0;
  std::vector<Open> open_;
  std::string waiting_;  // spaces that may be the last of a mark
};

}  // namespace

Marks::Marks(const html::Markup& markup, Links links) {
  for (const Markup::Mark& mark : markup.marks) {
    const bool link = mark.kind == Markup::Kind::link;
    if (link && (links == Links::text_alone || !leads_somewhere(mark.target))) continue;
    marks_.push_back(&mark);
  }
  // Outer ones first; of two of the same span the outer one comes later in the page's list.
  std::stable_sort(marks_.begin(), marks_.end(), [](const auto* a, const auto* b) {
    return a->span.begin != b->span.begin ? a->span.begin < b->span.begin
                                          : a->span.end > b->span.end;
  });
}

std::vector<const html::Markup::Mark*> Marks::in(Span span) {
  std::vector<const Markup::Mark*> out;
  while (next_ < marks_.size() && marks_[next_]->span.begin < span.begin) ++next_;
  for (; next_ < marks_.size() && marks_[next_]->span.begin < span.end; ++next_)
    out.push_back(marks_[next_]);
  return out;
}

void append_inline(const Document& document, std::size_t line, Marks& marks, Begins begins,
                   std::string& out) {
  InlineWriter(out, begins == Begins::block)
      .write(document, line, marks.in(document.lines.span[line]));
}

}  // namespace dechaff::render::shape
