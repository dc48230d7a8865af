#include "formats/page_fields.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/page_text.h"
#include "formats/edits.h"
#include "formats/frame.h"
#include "formats/recognise.h"
#include "text/charset.h"

namespace dechaff::formats {
namespace {

bool is_page(const Record& record, std::string_view bytes) {
  return record.frame != Frame::tar || begins_html(bytes) || names_html(extension_of(record.id));
}

void move(Record& record, std::size_t by) {
  for (Span* span : {&record.all, &record.text, &record.length_field}) {
    span->begin += by;  // may wrap around and back
    span->end += by;
  }
  if (record.object_end > 0) record.object_end += by;
}

/// Where the text of `record` is now that `edits` put another in its place, the record still
/// counted from its old begin. `bare`: it had no quotes of CSV.
void fit(Record& record, const std::vector<Edit>& edits, bool bare, std::size_t size) {
  const Edit* text = nullptr;
  for (const Edit& edit : edits) {
    if (edit.original == record.text) text = &edit;
  }
  std::string_view now = text->replacement;
  std::size_t begin = record.text.begin;
  if (bare && now.starts_with('"')) {  // it got quotes
    ++begin;
    now = now.substr(1, now.size() - 2);
  }
  const std::size_t grown = text->replacement.size() - record.text.size();  // may wrap around
  if (record.object_end > 0) record.object_end += grown;
  record.text = {begin, begin + now.size()};
  record.all.end = record.all.begin + size;
  record.escaped = (record.frame == Frame::json && now.find('\\') != std::string_view::npos) ||
                   (record.frame == Frame::csv && now.find('"') != std::string_view::npos);
}

}  // namespace

void read_pages(Batch& batch) {
  std::string out;
  html::PageText page;
  EscapedText decoded;
  for (Record& record : batch.records) {
    const std::size_t begin = out.size(), old = record.all.begin;
    std::string_view raw =
        std::string_view(batch.bytes).substr(record.text.begin, record.text.size());
    if (record.is_document && record.escaped) {
      unescape(record.frame, raw, decoded);
      raw = decoded.text;
    }
    const bool read = record.is_document && record.error.empty() && is_page(record, raw);
    auto of_lines = read ? std::make_shared<evidence::Evidence>() : nullptr;
    if (read &&
        !html::page_text(text::to_utf8(raw, html::declared_charset(raw)), page, *of_lines)) {
      record.is_document = false;
      record.error = html::too_deep;
    }
    if (record.frame != Frame::tar && page.text.ends_with('\n')) page.text.pop_back();
    if (!read || !record.is_document) {
      out.append(batch.bytes, record.all.begin, record.all.size());
    } else {
      const std::vector<Edit> edits = framed({{record.text, page.text}}, batch, record);
      append_edited(out, batch, record, edits);
      const bool quoted =
          record.text.begin > record.all.begin && batch.bytes[record.text.begin - 1] == '"';
      fit(record, edits, record.frame == Frame::csv && !quoted, out.size() - begin);
      record.markup = Markup::html;
      record.headings = std::move(page.headings);
      record.regions = std::move(page.regions);
      record.evidence = std::move(of_lines);
    }
    move(record, begin - old);
  }
  batch.bytes = std::move(out);
}

}  // namespace dechaff::formats
