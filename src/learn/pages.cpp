#include "learn/pages.h"

#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <deque>
#include <memory>
#include <optional>

#include "bytes/source.h"
#include "formats/frame.h"
#include "learn/host.h"

namespace dechaff::learn {
namespace {

struct Page {
  std::string host, decoded;
  Document document;
  std::vector<PageLine> lines;
};

struct PageBatch {
  formats::Batch batch;
  std::deque<Page> pages;
};

class Feed {
 public:
  explicit Feed(const PageOptions& options) : options_(options) {}

  std::shared_ptr<PageBatch> next() {
    for (;;) {
      try {
        if (!reader_) {
          source_.reset();
          if (file_ == options_.files.size()) return nullptr;
          source_.emplace(options_.files[file_++], 1U, bytes::FirstBytes::decide,
                          options_.reading.encoding);
          reader_.emplace(*source_, options_.reading);
        }
        auto work = std::make_shared<PageBatch>();
        if (reader_->next(work->batch)) {
          reader_->cut(work->batch);
          return work;
        }
        if (source_->next_member()) {
          reader_.emplace(*source_, options_.reading);
        } else {
          reader_.reset();
        }
      } catch (const Error& error) {
        if (options_.report) options_.report(error);
      }
    }
  }

 private:
  const PageOptions& options_;
  std::optional<bytes::Source> source_;
  std::optional<formats::Reader> reader_;
  std::size_t file_ = 0;
};

void read_pages(PageBatch& work, const PageOptions& options) {
  formats::EscapedText json;
  for (const formats::Record& record : work.batch.records) {
    if (!record.is_document) continue;
    Page& page = work.pages.emplace_back();
    page.host = options.host.empty() ? host_of(record.host.empty() ? record.id : record.host)
                                     : options.host;
    if (page.host.empty()) continue;
    std::string_view bytes =
        std::string_view(work.batch.bytes).substr(record.text.begin, record.text.size());
    if (record.escaped) {
      formats::unescape(record.frame, bytes, json);
      page.decoded = std::move(json.text);
      bytes = page.decoded;
    }
    page.document.assign(bytes);
    page.document.id = record.id;
    page.document.source = work.batch.source;
    page.document.lines.measure();
    read_lines(page.document, page.lines);
  }
}

}  // namespace

std::size_t each_page(
    const PageOptions& options,
    const std::function<void(const std::string&, const Document&, std::vector<PageLine>&)>& take) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, options.jobs);
  Feed feed(options);
  std::size_t homeless = 0;
  using Item = std::shared_ptr<PageBatch>;
  tbb::parallel_pipeline(
      options.jobs + 2,
      tbb::make_filter<void, Item>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) {
        Item work = feed.next();
        if (!work) flow.stop();
        return work;
      }) & tbb::make_filter<Item, Item>(tbb::filter_mode::parallel, [&](Item work) {
        read_pages(*work, options);
        return work;
      }) & tbb::make_filter<Item, void>(tbb::filter_mode::serial_in_order, [&](const Item& work) {
        for (Page& page : work->pages) {
          if (page.host.empty()) {
            ++homeless;
          } else {
            take(page.host, page.document, page.lines);
          }
        }
      }));
  return homeless;
}

}  // namespace dechaff::learn
