#include "run/worker.h"

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "evidence/of_document.h"
#include "formats/error_log.h"
#include "formats/frame.h"
#include "render/removal_log.h"
#include "text/json_writer.h"

namespace dechaff {
namespace {

/// Calls `take` with the record, the document's number in the batch and the document.
template <class Take>
void each_document(WorkItem& work, Take take) {
  std::size_t ordinal = 0;
  for (std::size_t i = 0; i < work.batch.records.size(); ++i) {
    if (!work.batch.records[i].is_document) continue;
    take(i, ordinal, *work.documents[ordinal]);
    ++ordinal;
  }
}

constexpr Reason left_empty{"run.empty", "nothing of the document is left (--drop-empty)"};
constexpr Reason left_short{"run.short", "fewer words of it are left than --min-words"};

/// Bytes of the text as the stages left it.
std::size_t size_after(const Document& document) {
  const LineTable& lines = document.lines;
  std::size_t size = document.bytes.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i)) size -= lines.next[i] - lines.span[i].begin;
  }
  for (const auto& [line, rewritten] : lines.rewritten) {
    if (lines.kept(line)) size = size - lines.span[line].size() + rewritten.text.size();
  }
  for (const auto& [line, ending] : lines.endings) {
    if (lines.kept(line)) size = size - (lines.next[line] - lines.span[line].end) + ending.size();
  }
  return size;
}

bool is_blank(const Document& document) {
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    if (document.lines.kept(i) && !trim(document.lines.text[i]).empty()) return false;
  }
  return true;
}

void put_off(WorkItem& work, std::size_t record) {
  if (record >= work.put_off) return;
  work.put_off = record;
  work.totals.bytes_in = work.batch.records[record].all.begin;
}

void append_meta(const Document& document, std::string& out) {
  if (document.meta.empty()) return;
  text::JsonWriter json(out);
  json.begin_object().member("source", document.source);
  json.member("document", document.ordinal).member("id", document.id).key("meta");
  formats::append_meta(out, document);
  json.end_line();
}

}  // namespace

void Worker::whole(WorkItem& work, Seat& seat) const {
  begin(work);
  pool_.take(1, work.documents);
  LoadedDocument& loaded = *work.documents[0];
  std::size_t ordinal = 0;
  for (std::size_t i = 0; i < work.batch.records.size(); ++i) {
    const formats::Record& record = work.batch.records[i];
    if (!record.is_document) {
      if (i < work.put_off) other(work, record, *seat.mapper);
      continue;
    }
    load(work, i, ordinal++, *seat.mapper, loaded);
    if (!judge(work, i, loaded.document, seat.chain, 0, seat.chain.size())) {
      put_off(work, i);
    } else if (i < work.put_off) {
      show(work, i, loaded, *seat.mapper);
    }
  }
  pool_.give_back(work.documents);
  finish(work, *seat.mapper);
}

void Worker::before(WorkItem& work, Seat& seat) const {
  begin(work);
  const std::vector<formats::Record>& records = work.batch.records;
  const auto count = std::count_if(records.begin(), records.end(),
                                   [](const formats::Record& r) { return r.is_document; });
  pool_.take(static_cast<std::size_t>(count), work.documents);
  each_document(work, [&](std::size_t i, std::size_t ordinal, LoadedDocument& loaded) {
    load(work, i, ordinal, *seat.mapper, loaded);
    judge(work, i, loaded.document, seat.chain, 0, seat.chain.first_ordered());
    formats::Record& record = work.batch.records[i];
    if (!record.error.empty()) return;
    try {
      seat.chain.study(loaded.document);
    } catch (const StageFailure& failure) {
      record.error = failure.what();
    }
  });
}

void Worker::ordered(WorkItem& work, Chain& chain) const {
  each_document(work, [&](std::size_t i, std::size_t, LoadedDocument& loaded) {
    if (!judge(work, i, loaded.document, chain, chain.first_ordered(), chain.size()))
      put_off(work, i);
  });
}

void Worker::after(WorkItem& work, Seat& seat) const {
  std::size_t ordinal = 0;
  for (std::size_t i = 0; i < std::min(work.batch.records.size(), work.put_off); ++i) {
    const formats::Record& record = work.batch.records[i];
    if (record.is_document) {
      show(work, i, *work.documents[ordinal++], *seat.mapper);
    } else {
      other(work, record, *seat.mapper);
    }
  }
  pool_.give_back(work.documents);
  finish(work, *seat.mapper);
}

void Worker::begin(WorkItem& work) const {
  work.result = reducer_.result();
  work.totals.stages = zero_counts_;
  work.totals.bytes_in = work.batch.bytes.size();
  if (outputs_.log == nullptr || work.again || !work.batch.recoded) return;
  render::append_log_origin(work.origin, work.batch);
  bytes::pack(outputs_.log->packing(), work.origin);
}

void Worker::load(WorkItem& work, std::size_t record, std::size_t ordinal, render::Mapper& mapper,
                  LoadedDocument& loaded) const {
  auto& [document, json] = loaded;
  const formats::Record& r = work.batch.records[record];
  std::string_view bytes = std::string_view(work.batch.bytes).substr(r.text.begin, r.text.size());
  if (r.escaped) {
    formats::unescape(r.frame, bytes, json);
    bytes = json.text;
  }
  const bool no_lines = zero_counts_.empty() && !mapper.reads_lines() && outputs_.log == nullptr &&
                        !options_.leaving_out.empty && options_.leaving_out.min_words == 0;
  no_lines ? document.assign_whole(bytes) : document.assign(bytes);
  document.source = work.batch.source;
  document.id = r.id;
  document.host = r.host;
  document.markup = r.markup;
  document.heading_elements = r.headings;
  document.region_lines = r.regions;
  document.first_line = r.line;
  document.ordinal = work.batch.ordinal + ordinal;
  document.utf8 = simdjson::validate_utf8(bytes.data(), bytes.size());
  if (!no_lines) evidence::attach(document, r.evidence.get());
  mapper.prepare(document);
}

/// Runs the stages [from, to) over a document. False when it is to come again. A stage that fails
/// costs this document alone: it is marked, and show() tells.
bool Worker::judge(WorkItem& work, std::size_t record, Document& document, Chain& chain,
                   std::size_t from, std::size_t to) const {
  formats::Record& r = work.batch.records[record];
  const bool passes = !document.utf8 && !options_.reading.any_bytes;
  if (!r.error.empty() || passes) return !chain.puts_off();
  try {
    return chain.process(document, from, to);
  } catch (const StageFailure& failure) {
    r.error = failure.what();
    return !chain.puts_off();
  }
}

/// Counts what is left of the document; one that is not to come out has a last decision then.
bool Worker::leaves_out(WorkItem& work, Document& document) const {
  work.totals.text_in += document.bytes.size();
  const bool blank = is_blank(document);
  if (blank && !document.decisions.empty()) ++work.totals.emptied;
  const Reason* why = options_.leaving_out.empty && blank ? &left_empty : nullptr;
  if (const std::size_t least = options_.leaving_out.min_words; why == nullptr && least > 0) {
    LineTable& lines = document.lines;
    lines.measure();
    std::size_t words = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) words += lines.kept(i) ? lines.words[i] : 0;
    if (words < least) why = &left_short;
  }
  if (why == nullptr) {
    work.totals.text_out += size_after(document);
    return false;
  }
  ++work.totals.left_out;
  document.decisions.push_back(
      {Deed::drop, {0, document.bytes.size()}, 0, "run", *why, ByStructure{}, 1, {}});
  return true;
}

/// The document as the stages left it; one that they failed at as it came, or to --errors.
void Worker::show(WorkItem& work, std::size_t record, LoadedDocument& loaded,
                  render::Mapper& mapper) const {
  formats::Record& r = work.batch.records[record];
  if (r.error.empty()) return map(work, record, loaded, mapper);
  const Error error(Place{work.batch.source, r.line, 0}, r.error);
  if (options_.stop_at_error) throw error;
  if (outputs_.errors == nullptr) {
    work.errors.push_back(error);
    loaded.document.assign(loaded.document.bytes);
    return map(work, record, loaded, mapper);
  }
  r.aside = true;
  formats::append_error(work.aside, work.batch, r);
  other(work, r, mapper);
}

void Worker::map(WorkItem& work, std::size_t record, LoadedDocument& loaded,
                 render::Mapper& mapper) const {
  Document& document = loaded.document;
  const formats::Record& r = work.batch.records[record];
  const formats::EscapedText* escapes = r.escaped ? &loaded.json : nullptr;
  ++work.totals.documents;
  if (!document.utf8) ++work.totals.invalid_documents;
  const bool left_out = leaves_out(work, document);
  if (options_.tally != nullptr) work.tally.add(document);
  if (outputs_.meta != nullptr && !left_out) append_meta(document, work.meta);
  count_decisions(document, work.totals.stages);
  if (left_out && !mapper.explains()) {
    const std::vector<Edit> none;
    const render::Rendering rendering{document, work.batch, r, escapes, none};
    if (outputs_.log != nullptr) render::append_log_left_out(work.log, rendering);
    return;
  }
  const bool converts = mapper.converts(work.batch, r);
  std::vector<Edit> edits;
  if (!converts) edits = formats::batch_edits(document, work.batch, r, escapes);
  const render::Rendering rendering{document, work.batch, r, escapes, edits};
  const std::size_t before = mapper.size(*work.result);
  mapper.document(rendering, *work.result);
  if (outputs_.log != nullptr && left_out) {
    render::append_log_left_out(work.log, rendering);
  } else if (outputs_.log != nullptr && converts) {
    render::append_log_converted(work.log, rendering, mapper.size(*work.result) - before);
  } else if (outputs_.log != nullptr) {
    render::append_log(work.log, rendering);
  }
}

/// Bytes that are no document: passed, or, when they went to --errors, taken out.
void Worker::other(WorkItem& work, const formats::Record& record, render::Mapper& mapper) const {
  if (record.passed_over) return;
  if (!record.aside) {
    const std::size_t inserted = mapper.other(work.batch, record, *work.result);
    if (outputs_.log == nullptr) return;
    if (record.instead != formats::Instead::itself) {
      // What only explains logs what the cleaned text will have.
      const bool shown = reducer_.prints_files() || mapper.converts(work.batch, record);
      render::append_log_joined(work.log, work.batch, record,
                                shown ? inserted : formats::line_end(record.instead).size());
    } else if (mapper.converts(work.batch, record)) {
      render::append_log_passed_over(work.log, work.batch, record, inserted);
    }
    return;
  }
  ++work.totals.aside;
  if (outputs_.log != nullptr) render::append_log_aside(work.log, work.batch, record);
}

void Worker::finish(WorkItem& work, render::Mapper& mapper) const {
  work.bytes_out = mapper.finish(*work.result);
  if (outputs_.log != nullptr) bytes::pack(outputs_.log->packing(), work.log);
  if (outputs_.meta != nullptr) bytes::pack(outputs_.meta->packing(), work.meta);
  if (outputs_.errors != nullptr) bytes::pack(outputs_.errors->packing(), work.aside);
}

}  // namespace dechaff
