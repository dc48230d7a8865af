#include "formats/edits.h"

#include "formats/frame.h"
#include "text/json_writer.h"

namespace dechaff::formats {

std::vector<Edit> batch_edits(const Document& document, const Batch& batch, const Record& record,
                              const EscapedText* escapes) {
  std::vector<Edit> edits = edits_of(document);
  for (Edit& edit : edits) {
    if (escapes != nullptr) edit.original = escapes->raw_span(edit.original);
    edit.original.begin += record.text.begin;
    edit.original.end += record.text.begin;
  }
  edits = framed(std::move(edits), batch, record);
  if (record.object_end > 0 && !document.meta.empty() && !record.has_meta) {
    std::string field;
    text::JsonWriter(field, true).key("meta");
    append_meta(field, document);
    edits.push_back({{record.object_end, record.object_end}, std::move(field)});
  }
  return edits;
}

void append_meta(std::string& out, const Document& document) {
  const auto& meta = document.meta;
  text::JsonWriter json(out);
  json.begin_object();
  for (std::size_t i = 0; i < meta.size(); ++i) {
    bool earlier = false;
    std::size_t same = 0;
    for (std::size_t k = 0; k < meta.size(); ++k) {
      if (meta[k].first != meta[i].first) continue;
      earlier = earlier || k < i;
      ++same;
    }
    if (earlier) continue;
    json.key(meta[i].first);
    if (same > 1) json.begin_list();
    for (std::size_t k = i; k < meta.size(); ++k) {
      if (meta[k].first == meta[i].first) json.value(meta[k].second);
    }
    if (same > 1) json.end_list();
  }
  json.end_object();
}

void append_edited(std::string& out, const Batch& batch, const Record& record,
                   const std::vector<Edit>& edits) {
  std::size_t at = record.all.begin;
  for (const Edit& edit : edits) {
    out.append(batch.bytes, at, edit.original.begin - at);
    out += edit.replacement;
    at = edit.original.end;
  }
  out.append(batch.bytes, at, record.all.end - at);
}

}  // namespace dechaff::formats
