#include "run/batch_spool.h"

#include <simdjson.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "evidence/evidence_bytes.h"

namespace dechaff {
namespace {

/// What stands before a batch's bytes, source and records.
struct BatchHead {
  std::uint64_t bytes, source, records, table, offset, ordinal, columns;
  formats::Format format;
  char delimiter;
};

/// What stands before a record's id, host, headings, regions and evidence.
struct RecordHead {
  Span all, text, length_field;
  std::uint64_t object_end, line, id, host, headings, regions, page_markup;
  formats::Frame frame;
  Markup markup;
  bool is_document, escaped, has_meta, aside, passed_over, evidence;
  formats::Instead instead;
};

Span moved(Span span, std::size_t back) { return {span.begin - back, span.end - back}; }

}  // namespace

void BatchSpool::put(const formats::Batch& batch, std::size_t first) {
  const bool records = !batch.records.empty();
  if (records && first >= batch.records.size()) return;
  const std::size_t from = records ? batch.records[first].all.begin : 0;
  std::size_t ordinal = batch.ordinal;
  for (std::size_t i = 0; i < first; ++i) ordinal += batch.records[i].is_document ? 1U : 0U;
  std::string table;  // of the records: one write, however many there are
  for (std::size_t i = first; i < batch.records.size(); ++i) {
    const formats::Record& r = batch.records[i];
    RecordHead about{};
    about.all = moved(r.all, from);
    about.text = moved(r.text, from);
    if (!r.length_field.empty()) about.length_field = moved(r.length_field, from);
    about.object_end = r.object_end == 0 ? 0 : r.object_end - from;
    about.line = r.line;
    about.id = r.id.size();
    about.host = r.host.size();
    about.headings = r.headings.size();
    about.regions = r.regions.size();
    if (r.page_markup) {
      markups_.push_back(r.page_markup);
      about.page_markup = markups_.size();
    }
    about.evidence = r.evidence != nullptr;
    about.frame = r.frame;
    about.markup = r.markup;
    about.is_document = r.is_document;
    about.escaped = r.escaped;
    about.has_meta = r.has_meta;
    about.aside = r.aside;
    about.passed_over = r.passed_over;
    about.instead = r.instead;
    table.append(reinterpret_cast<const char*>(&about), sizeof about);
    table += r.id;
    table += r.host;
    table.append(reinterpret_cast<const char*>(r.headings.data()),
                 r.headings.size() * sizeof(HeadingElement));
    table.append(reinterpret_cast<const char*>(r.regions.data()),
                 r.regions.size() * sizeof(RegionLine));
    if (r.evidence) evidence::append(*r.evidence, table);
  }
  if (columns_.empty() || columns_.back() != batch.columns) columns_.push_back(batch.columns);
  const BatchHead head{batch.bytes.size() - from,
                       batch.source.size(),
                       records ? batch.records.size() - first : 0,
                       table.size(),
                       batch.offset + from,
                       ordinal,
                       columns_.size(),
                       batch.format,
                       batch.delimiter};
  file_.append(&head, sizeof head);
  file_.append(batch.bytes.data() + from, batch.bytes.size() - from);
  file_.append(batch.source.data(), batch.source.size());
  file_.append(table.data(), table.size());
}

bool BatchSpool::next(formats::Batch& batch) {
  if (read_ == file_.size()) return false;
  const auto take = [&](void* to, std::size_t size) {
    file_.read(read_, to, size);
    read_ += size;
  };
  BatchHead head{};
  take(&head, sizeof head);
  batch.bytes.reserve(head.bytes + simdjson::SIMDJSON_PADDING);
  batch.bytes.resize(head.bytes);
  take(batch.bytes.data(), head.bytes);
  batch.source.resize(head.source);
  take(batch.source.data(), head.source);
  batch.offset = head.offset;
  batch.ordinal = head.ordinal;
  batch.format = head.format;
  batch.delimiter = head.delimiter;
  batch.columns = columns_[head.columns - 1];
  std::string table(head.table, '\0');
  take(table.data(), table.size());
  batch.records.assign(head.records, {});
  std::size_t at = 0;
  for (formats::Record& r : batch.records) {
    RecordHead about{};
    std::memcpy(&about, table.data() + at, sizeof about);
    at += sizeof about;
    r.all = about.all;
    r.text = about.text;
    r.length_field = about.length_field;
    r.object_end = about.object_end;
    r.line = about.line;
    if (about.page_markup > 0)
      r.page_markup = std::exchange(markups_[about.page_markup - 1], nullptr);
    r.frame = about.frame;
    r.markup = about.markup;
    r.is_document = about.is_document;
    r.escaped = about.escaped;
    r.has_meta = about.has_meta;
    r.aside = about.aside;
    r.passed_over = about.passed_over;
    r.instead = about.instead;
    r.id.assign(table, at, about.id);
    at += about.id;
    r.host.assign(table, at, about.host);
    at += about.host;
    const auto take_list = [&](auto& list, std::size_t count) {
      list.resize(count);
      const std::size_t size = count * sizeof list[0];
      if (size > 0) std::memcpy(list.data(), table.data() + at, size);
      at += size;
    };
    take_list(r.headings, about.headings);
    take_list(r.regions, about.regions);
    if (about.evidence) {
      auto of_lines = std::make_shared<evidence::Evidence>();
      at += evidence::take(std::string_view(table).substr(at), *of_lines);
      r.evidence = std::move(of_lines);
    }
  }
  return true;
}

}  // namespace dechaff
