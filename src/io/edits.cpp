#include "io/edits.h"

namespace dechaff::io {

std::vector<Edit> batch_edits(const Document& document, const Batch& batch, const Record& record,
                              const JsonText* json) {
  std::vector<Edit> edits = edits_of(document);
  std::size_t length = record.text.size();
  for (Edit& edit : edits) {
    if (json != nullptr) edit.original = json->raw_span(edit.original);
    edit.original.begin += record.text.begin;
    edit.original.end += record.text.begin;
    if (record.object_end > 0 && !edit.replacement.empty()) {
      std::string escaped;
      append_json(escaped, edit.replacement);
      edit.replacement = escaped;
    }
    length = length - edit.original.size() + edit.replacement.size();
  }
  if (!record.length_field.empty() && !edits.empty()) {
    const std::string digits = std::to_string(length);
    if (batch.bytes.compare(record.length_field.begin, record.length_field.size(), digits) != 0) {
      edits.insert(edits.begin(), {record.length_field, digits});
    }
  }
  if (record.object_end > 0 && !document.meta.empty() && !record.has_meta) {
    std::string field = ",\"meta\":";
    append_meta(field, document);
    edits.push_back({{record.object_end, record.object_end}, std::move(field)});
  }
  return edits;
}

void append_meta(std::string& out, const Document& document) {
  const auto& meta = document.meta;
  out += '{';
  bool first = true;
  for (std::size_t i = 0; i < meta.size(); ++i) {
    bool earlier = false;
    std::size_t same = 0;
    for (std::size_t k = 0; k < meta.size(); ++k) {
      if (meta[k].first != meta[i].first) continue;
      earlier = earlier || k < i;
      ++same;
    }
    if (earlier) continue;
    out += first ? "\"" : ",\"";
    first = false;
    append_json(out, meta[i].first);
    out += same > 1 ? "\":[" : "\":";
    for (std::size_t k = i, n = 0; k < meta.size(); ++k) {
      if (meta[k].first != meta[i].first) continue;
      out += n++ > 0 ? ",\"" : "\"";
      append_json(out, meta[k].second);
      out += '"';
    }
    if (same > 1) out += ']';
  }
  out += '}';
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

}  // namespace dechaff::io
