#include "formats/frame.h"

#include "formats/csv.h"
#include "formats/json_text.h"
#include "formats/tar_header.h"
#include "text/json_writer.h"

namespace dechaff::formats {
namespace {

std::size_t length_after(const std::vector<Edit>& edits, const Record& record) {
  std::size_t length = record.text.size();
  for (const Edit& edit : edits) length = length - edit.original.size() + edit.replacement.size();
  return length;
}

void frame_json(std::vector<Edit>& edits) {
  for (Edit& edit : edits) {
    if (edit.replacement.empty()) continue;
    std::string escaped;
    text::append_json(escaped, edit.replacement);
    edit.replacement = std::move(escaped);
  }
}

void frame_warc(std::vector<Edit>& edits, const Batch& batch, const Record& record) {
  const std::string digits = std::to_string(length_after(edits, record));
  const Span field = record.length_field;
  if (batch.bytes.compare(field.begin, field.size(), digits) != 0)
    edits.insert(edits.begin(), {field, digits});
}

/// A field in quotes stays so; one without gets some when it needs them.
void frame_csv(std::vector<Edit>& edits, const Batch& batch, const Record& record) {
  const Span text = record.text;
  if (text.begin > record.all.begin && batch.bytes[text.begin - 1] == '"') {
    for (Edit& edit : edits) edit.replacement = doubled_quotes(edit.replacement);
    return;
  }
  bool special = false;
  std::string all;
  std::size_t at = text.begin;
  for (const Edit& edit : edits) {
    special = special || edit.replacement.find_first_of("\r\n\"") != std::string::npos ||
              edit.replacement.find_first_of(csv_delimiters) != std::string::npos;
    all.append(batch.bytes, at, edit.original.begin - at);
    all += edit.replacement;
    at = edit.original.end;
  }
  all.append(batch.bytes, at, text.end - at);
  if (special || all.starts_with('"')) edits = {{text, '"' + doubled_quotes(all) + '"'}};
}

void frame_tar(std::vector<Edit>& edits, const Batch& batch, const Record& record) {
  const std::size_t length = length_after(edits, record);
  if (length == record.text.size()) return;
  const std::size_t header = record.length_field.begin;
  const std::string_view block = std::string_view(batch.bytes).substr(header, tar_block);
  const Span changed{header + tar_changed.begin, header + tar_changed.end};
  edits.insert(edits.begin(), {changed, tar_sized(block, length)});
  const std::size_t padding = tar_padding(length);
  if (padding != record.all.end - record.text.end)
    edits.push_back({{record.text.end, record.all.end}, std::string(padding, '\0')});
}

}  // namespace

void unescape(Frame frame, std::string_view raw, EscapedText& out) {
  if (frame == Frame::csv) {
    undouble_quotes(raw, out);
  } else {
    decode_json(raw, out);
  }
}

std::vector<Edit> framed(std::vector<Edit> edits, const Batch& batch, const Record& record) {
  if (edits.empty()) return edits;
  switch (record.frame) {
    case Frame::plain:
      break;
    case Frame::json:
      frame_json(edits);
      break;
    case Frame::csv:
      frame_csv(edits, batch, record);
      break;
    case Frame::warc:
      frame_warc(edits, batch, record);
      break;
    case Frame::tar:
      frame_tar(edits, batch, record);
      break;
  }
  return edits;
}

}  // namespace dechaff::formats
