#include "render/chunk_cutter.h"

#include <algorithm>
#include <array>
#include <limits>

#include "dedup/clauses.h"
#include "render/chunk_blocks.h"
#include "text/classes.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dechaff::render {
namespace {

constexpr std::size_t none = std::string_view::npos;

/// Where a text is cut, the weakest place first.
enum class Level : std::uint8_t { block, row, sentence, clause, space, word, character };

Level below(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

struct Size {
  std::size_t words = 0, stretches = 0, characters = 0;

  Size& operator+=(const Size& more) {
    words += more.words;
    stretches += more.stretches;
    characters += more.characters;
    return *this;
  }
  friend Size operator+(Size a, const Size& b) { return a += b; }
};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// ASCII white space, the separators of files and records too.
constexpr std::array<std::uint8_t, 128> ascii_spaces = [] {
  std::array<std::uint8_t, 128> out{};
  for (std::size_t c = 0x09; c <= 0x0D; ++c) out[c] = 1;
  for (std::size_t c = 0x1C; c <= 0x20; ++c) out[c] = 1;
  return out;
}();

/// Words as `words` counts them, and stretches between white space: a sum of parts is never less
/// than the size of the whole.
Size size_of(std::string_view text) {
  Size out{text::count_words(text), 0, 0};
  unsigned before = 1;  // white space, or the begin
  for (std::size_t at = 0; at < text.size(); ++out.characters) {
    unsigned space = 0;
    if (const auto byte = static_cast<unsigned char>(text[at]); byte < 0x80) {
      space = ascii_spaces[byte];
      ++at;
    } else {
      const text::Decoded d = text::decode(text, at);
      space = text::is_space(d.c) || d.c == 0x85 || d.c == 0x2028 || d.c == 0x2029 ? 1U : 0U;
      at += std::max<std::size_t>(d.bytes, 1);
    }
    out.stretches += before & ~space;
    before = space;
  }
  return out;
}

/// Pieces that follow one another without a gap; blank lines go with the line above.
void cut_at_lines(std::string_view text, std::vector<Span>& out) {
  const std::size_t first = out.size();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (out.size() > first && trim(text.substr(at, end - at)).empty()) {
      out.back().end = end;
    } else {
      out.push_back({at, end});
    }
    at = end;
  }
}

void cut_at_spaces(std::string_view text, std::vector<Span>& out) {
  std::size_t begin = 0;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (is_space(text[at - 1]) && !is_space(text[at])) {
      out.push_back({begin, at});
      begin = at;
    }
  }
  out.push_back({begin, text.size()});
}

void cut_at_words(std::string_view text, std::vector<Span>& out) {
  std::size_t begin = 0;
  text::for_each_word(text, [&](Span word) {
    if (word.begin > begin) out.push_back({begin, word.begin});
    begin = word.begin;
  });
  out.push_back({begin, text.size()});
}

void cut_at_characters(std::string_view text, std::vector<Span>& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = at + std::max<std::size_t>(text::decode(text, at).bytes, 1);
    out.push_back({at, end});
    at = end;
  }
}

void cut(std::string_view text, Level level, std::vector<Span>& out) {
  switch (level) {
    case Level::row:
      return cut_at_lines(text, out);
    case Level::sentence:
      return text::split_sentences(text, nullptr, out);
    case Level::clause:
      for (const Span span : dedup::split_clauses(text)) out.push_back(span);
      return;
    case Level::space:
      return cut_at_spaces(text, out);
    case Level::word:
      return cut_at_words(text, out);
    default:
      return cut_at_characters(text, out);
  }
}

class Cutter {
 public:
  Cutter(const Document& document, const ChunkRules& rules, std::vector<Chunk>& out)
      : bytes_(document.bytes), rules_(rules), out_(out) {
    const auto limit = [](std::size_t n) {
      return n == 0 ? std::numeric_limits<std::size_t>::max() : n;
    };
    words_ = limit(rules.max_words);
    characters_ = limit(rules.max_characters);
    find_chunk_blocks(document, blocks_);
  }

  void cut_all() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const ChunkBlock& block = blocks_[i];
      if (block.heading != nullptr) begin_section(i);
      block_ = &block;
      place(block.bytes, Level::block);
    }
    close();
  }

 private:
  bool fits(const Size& size) const {
    return size.words <= words_ && size.stretches <= words_ && size.characters <= characters_;
  }
  bool is_filled(const Size& size) const {
    const auto much = [](std::size_t n, std::size_t of) { return n >= of - of / 4; };
    return much(std::max(size.words, size.stretches), words_) || much(size.characters, characters_);
  }
  /// Of what is put around a part of the block; nothing when that would take half a chunk.
  Size around() const {
    const Size size = size_of(block_->again) + size_of(block_->close);
    return fits(size + size) ? size : Size{};
  }
  std::string_view text(Span span) const { return bytes_.substr(span.begin, span.size()); }

  /// A heading: a new chunk, unless there is nothing but headings in this one, or it is short and
  /// the section of the new one fits too.
  void begin_section(std::size_t at) {
    const Heading& heading = *blocks_[at].heading;
    std::vector<const Heading*> path = path_;
    while (!path.empty() && path.back()->level >= heading.level) path.pop_back();
    path.push_back(&heading);
    if (open_ && headings_only_ && path_.size() < path.size()) {
      path_ = chunk_.path = std::move(path);
      return;
    }
    std::size_t shared = 0;  // headings above both
    while (shared < std::min(chunk_.path.size(), path.size()) &&
           chunk_.path[shared] == path[shared]) {
      ++shared;
    }
    const bool related = shared > 0 || chunk_.path.size() <= 1;
    const bool merge =
        open_ && related && size_.words < rules_.min_words && fits(size_ + section_size(at));
    path_ = std::move(path);
    if (merge) {
      chunk_.path.resize(shared);
      return;
    }
    close();
    part_ = 0;
    last_ = {};
  }

  /// Of a heading and what is below it up to the next.
  Size section_size(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < blocks_.size() && blocks_[end].heading == nullptr) ++end;
    return size_of(text({blocks_[at].bytes.begin, blocks_[end - 1].bytes.end}));
  }

  void place(Span span, Level level) {
    if (span.size() == 0) return;
    const Size size = size_of(text(span));
    const bool whole = level == Level::block;
    if (open_ && fits(size_ + size + closing())) return append(span, size);
    const bool code = block_->kind == ChunkKind::code || block_->kind == ChunkKind::table;
    const bool alone = fits(whole ? size : size + around());
    // Code and tables that fit into a chunk stay whole; no sentence is cut to fill one.
    const bool keep = alone && (code || is_filled(size_) || level >= Level::sentence || !open_);
    if (keep || level == Level::character) {
      close();
      open(span, whole, size);
      return append(span, size);
    }
    Level next = below(level);
    if (!code && next == Level::row && block_->kind != ChunkKind::table && is_wrapped(span))
      next = Level::sentence;
    std::vector<Span> parts;
    cut(text(span), next, parts);
    if (level == Level::block) join_marks(parts);
    for (const Span part : parts) place({span.begin + part.begin, span.begin + part.end}, next);
  }

  /// A fence or a table's head goes with the row below, the closing fence with the row above.
  void join_marks(std::vector<Span>& parts) const {
    while (parts.size() > 1 && block_->head > 0 && parts[0].end <= block_->head) {
      parts[1].begin = parts[0].begin;
      parts.erase(parts.begin());
    }
    if (parts.size() > 1 && !block_->close.empty()) {
      parts[parts.size() - 2].end = parts.back().end;
      parts.pop_back();
    }
  }

  /// Whether the lines of a paragraph break anywhere in its sentences.
  bool is_wrapped(Span span) const {
    std::vector<Span> lines;
    cut_at_lines(text(span), lines);
    std::size_t ended = 0;
    for (const Span line : lines) {
      const std::string_view said = trim(text({span.begin + line.begin, span.begin + line.end}));
      ended += said.empty() || std::string_view(".!?:;").find(said.back()) != none ||
                       static_cast<unsigned char>(said.back()) >= 0x80
                   ? 1U
                   : 0U;
    }
    return ended * 2 < lines.size() + 1 && lines.size() > 1;
  }

  /// Opens a chunk with what goes before its first piece, as far as that fits.
  void open(Span span, bool whole, const Size& size) {
    chunk_ = {};
    chunk_.bytes = {span.begin, span.begin};
    chunk_.path = path_;
    size_ = {};
    open_ = headings_only_ = true;
    kinds_ = 0;
    const bool inside =
        !whole && span.begin >= block_->bytes.begin + block_->head && span.begin < block_->end;
    if (inside && !block_->again.empty()) {
      if (const Size more = around(); more.characters > 0 && fits(more + size)) {
        chunk_.before = block_->again;
        size_ = size_of(block_->again);
      }
    } else if (rules_.overlap > 0 && last_.size() > 0) {
      repeat_sentences(size);
    }
  }

  /// The last sentences of the chunk before, of the same section; fewer where they do not fit.
  void repeat_sentences(const Size& size) {
    std::vector<Span> sentences;
    text::split_sentences(text(last_), nullptr, sentences);
    std::size_t first = sentences.size();
    while (first > 0 && sentences.size() - first < rules_.overlap) {
      const Span more{last_.begin + sentences[first - 1].begin, last_.end};
      if (!fits(size_of(text(more)) + size)) break;
      --first;
    }
    if (first == sentences.size()) return;
    chunk_.before = text({last_.begin + sentences[first].begin, last_.end});
    size_ = size_of(chunk_.before);
  }

  /// What must still fit into the chunk: the fence that closes a block that goes on.
  Size closing() const { return size_of(block_->close); }

  void append(Span span, const Size& size) {
    if (!open_) open(span, true, size);
    size_ += size;
    chunk_.bytes.end = span.end;
    if (block_->heading == nullptr && !trim(text(span)).empty()) {
      headings_only_ = false;
      kinds_ |= 1U << static_cast<unsigned>(block_->kind);
    }
    ended_in_ = block_;
  }

  void close() {
    if (!open_) return;
    open_ = false;
    const bool inside = ended_in_ != nullptr && chunk_.bytes.end < ended_in_->end;
    const bool opened = chunk_.bytes.begin <= ended_in_->bytes.begin || !chunk_.before.empty();
    if (inside && opened && !ended_in_->close.empty()) {
      std::string close = bytes_[chunk_.bytes.end - 1] == '\n' ? "" : "\n";
      close += ended_in_->close;
      if (fits(size_ + size_of(close))) chunk_.after = std::move(close);
    }
    chunk_.part = ++part_;
    chunk_.kind = kind();
    last_ = ended_in_->kind == ChunkKind::text || ended_in_->kind == ChunkKind::list ? chunk_.bytes
                                                                                     : Span{};
    out_.push_back(std::move(chunk_));
    chunk_ = {};
    size_ = {};
  }

  ChunkKind kind() const {
    if (headings_only_) return ChunkKind::heading;
    for (const ChunkKind kind : {ChunkKind::list, ChunkKind::table, ChunkKind::code}) {
      if (kinds_ == 1U << static_cast<unsigned>(kind)) return kind;
    }
    return ChunkKind::text;
  }

  std::string_view bytes_;
  const ChunkRules& rules_;
  std::vector<Chunk>& out_;
  std::size_t words_ = 0, characters_ = 0;
  std::vector<ChunkBlock> blocks_;
  const ChunkBlock* block_ = nullptr;     // that is being placed
  const ChunkBlock* ended_in_ = nullptr;  // of the last piece

  std::vector<const Heading*> path_;
  Chunk chunk_;
  Size size_;
  bool open_ = false, headings_only_ = true;
  unsigned kinds_ = 0;
  std::size_t part_ = 0;
  Span last_{};  // the chunk before, of this section, when it was text
};

}  // namespace

std::string_view name_of(ChunkKind kind) {
  static constexpr std::array<std::string_view, 5> names = {"text", "list", "table", "code",
                                                            "heading"};
  return names[static_cast<std::size_t>(kind)];
}

void cut_chunks(const Document& document, const ChunkRules& rules, std::vector<Chunk>& out) {
  out.clear();
  if (document.bytes.empty()) return;
  Cutter(document, rules, out).cut_all();
}

}  // namespace dechaff::render
