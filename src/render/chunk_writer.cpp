#include "render/chunk_writer.h"

#include "render/headings_writer.h"
#include "text/json_writer.h"
#include "text/words.h"

namespace dechaff::render {
namespace {

/// The lines of one chunk while they are gathered.
class Chunk {
 public:
  Chunk(const Document& document, std::string& out) : document_(document), out_(out) {}

  std::size_t words() const { return words_; }

  void open_heading(const Heading& heading) {
    while (!path_.empty() && path_.back()->level >= heading.level) path_.pop_back();
    path_.push_back(&heading);
  }

  void add(std::size_t line) {
    const LineTable& lines = document_.lines;
    if (text_.empty() && trim(lines.text[line]).empty()) return;  // no blank lines at the begin
    if (text_.empty()) begin_ = lines.span[line].begin;
    text_ += lines.text[line];
    text_ += '\n';
    if (!trim(lines.text[line]).empty()) end_ = lines.span[line].end;
    words_ += text::count_words(lines.text[line]);
  }

  /// Writes the chunk, unless nothing was added.
  void close() {
    while (!text_.empty() && (text_.back() == '\n' || text_.back() == '\r')) text_.pop_back();
    if (!text_.empty()) write();
    text_.clear();
    words_ = 0;
  }

 private:
  void write() {
    text::JsonWriter json(out_);
    json.begin_object().member("schema", "dechaff.chunk/1").member("source", document_.source);
    json.member("document", document_.ordinal).member("id", document_.id);
    json.member("chunk", number_++).member("begin", begin_).member("end", end_);
    json.member("words", words_).key("path").begin_list();
    for (const Heading* heading : path_) json.value(heading_text(document_, *heading));
    json.end_list().member("text", text_).end_line();
  }

  const Document& document_;
  std::string& out_;
  std::vector<const Heading*> path_;
  std::string text_;
  std::size_t begin_ = 0, end_ = 0, words_ = 0, number_ = 0;
};

}  // namespace

void ChunkWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  Chunk chunk(document, out);
  auto heading = document.headings.begin();
  bool after_heading = false;  // nothing but the heading is in the chunk
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    if (!document.lines.kept(i)) continue;
    if (heading != document.headings.end() && heading->line == i) {
      // A heading right below another stays with it.
      if (!after_heading || heading->level <= (heading - 1)->level) chunk.close();
      chunk.open_heading(*heading++);
      after_heading = true;
    } else if (!trim(document.lines.text[i]).empty()) {
      const std::size_t words = text::count_words(document.lines.text[i]);
      if (max_words_ > 0 && chunk.words() > 0 && !after_heading &&
          chunk.words() + words > max_words_) {
        chunk.close();
      }
      after_heading = false;
    }
    chunk.add(i);
  }
  chunk.close();
}

}  // namespace dechaff::render
