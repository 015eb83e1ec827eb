#include "adapters/partners/curl_partner.h"

#include <curl/curl.h>

#include <algorithm>

#include "adapters/partners/call_fault.h"
#include "adapters/partners/sigpipe_guard.h"

namespace hub::partners {
namespace {

constexpr std::size_t kAnswerMax = 64U << 20;
constexpr std::chrono::milliseconds kConnectMax{10'000};
constexpr std::size_t kIdleMax = 16;

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct CurlText {
  char* text = nullptr;
  ~CurlText() { curl_free(text); }
};

std::string part(CURLU* url, CURLUPart which) {
  CurlText value;
  return curl_url_get(url, which, &value.text, 0) == CURLUE_OK ? value.text : std::string();
}

// host:port of an address, or why it is not called (N-6-2, OQ-03).
tl::expected<std::string, std::string> hostOf(const std::string& address) {
  const std::unique_ptr<CURLU, UrlCloser> url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK)
    return tl::unexpected<std::string>("not an absolute URL");
  if (part(url.get(), CURLUPART_SCHEME) != "https")
    return tl::unexpected<std::string>("only https is called");
  // libcurl drops an empty user name ("https://@host"), so the text is looked at as well.
  const std::string rest = address.substr(address.find("//") + 2);
  const std::string authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.find('@') != std::string::npos)
    return tl::unexpected<std::string>("user-info in the address");
  return authority;
}

// Nothing when there is no such header or no date in it.
std::optional<TimePoint> dateIn(CURL* curl) {
  curl_header* header = nullptr;
  if (curl_easy_header(curl, "Date", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return std::nullopt;
  const time_t seconds = curl_getdate(header->value, nullptr);
  if (seconds < 0) return std::nullopt;
  return TimePoint(std::chrono::seconds(seconds));
}

tl::unexpected<CallFailure> failed(TransportFault fault, std::string cause) {
  return tl::unexpected(CallFailure{fault, std::move(cause)});
}

}  // namespace

/// One easy handle with the connection it keeps open to its host. Used by one thread at a time.
class CurlPartner::Session final {
 public:
  Session(const CurlPartnerSettings& settings, const std::atomic<bool>& stopping, std::string host)
      : stopping_(stopping), host_(std::move(host)), curl_(curl_easy_init()) {
    headers_ = curl_slist_append(headers_, "Content-Type: application/json; charset=UTF-8");
    headers_ = curl_slist_append(headers_, "Accept: application/json");
    headers_ = curl_slist_append(headers_, "Expect:");
    setTransport(settings);
    setReceivers();
  }
  ~Session() {
    curl_easy_cleanup(curl_);
    curl_slist_free_all(headers_);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const std::string& host() const { return host_; }

  tl::expected<CallReply, CallFailure> post(const Call& call) {
    answer_.clear();
    overflowed_ = false;
    errorText_[0] = '\0';
    const std::chrono::milliseconds total(call.timeout);
    set(CURLOPT_URL, call.url.c_str());
    setMethod(call);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(total.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(total, kConnectMax).count()));
    const CURLcode code = curl_easy_perform(curl_);
    if (code == CURLE_OK) return reply();
    return failure(code);
  }

 private:
  template <class T>
  void set(CURLoption option, T value) {
    curl_easy_setopt(curl_, option, value);
  }

  void setMethod(const Call& call) {
    if (call.method != "POST") {
      set(CURLOPT_HTTPGET, 1L);
      set(CURLOPT_CUSTOMREQUEST, call.method.c_str());
      return;
    }
    set(CURLOPT_CUSTOMREQUEST, static_cast<char*>(nullptr));
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDS, call.body.c_str());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  }

  void setTransport(const CurlPartnerSettings& settings) {
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_PROXY, settings.proxy.c_str());
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_CAINFO, settings.caFile.c_str());
    set(CURLOPT_CAPATH, static_cast<char*>(nullptr));
    if (!settings.certificateFile.empty()) set(CURLOPT_SSLCERT, settings.certificateFile.c_str());
    if (!settings.keyFile.empty()) set(CURLOPT_SSLKEY, settings.keyFile.c_str());
    set(CURLOPT_HTTPHEADER, headers_);
  }

  void setReceivers() {
    set(CURLOPT_ERRORBUFFER, errorText_);
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(kAnswerMax));
    set(CURLOPT_WRITEFUNCTION, &Session::receive);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Session::goOn);
    set(CURLOPT_XFERINFODATA, this);
  }

  static std::size_t receive(const char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& session = *static_cast<Session*>(self);
    if (session.answer_.size() + size * count > kAnswerMax) {
      session.overflowed_ = true;
      return 0;
    }
    session.answer_.append(bytes, size * count);
    return size * count;
  }

  static int goOn(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Session*>(self)->stopping_ ? 1 : 0;
  }

  CallReply reply() {
    long status = 0;
    curl_off_t retryAfter = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl_, CURLINFO_RETRY_AFTER, &retryAfter);
    CallReply result{static_cast<int>(status), std::move(answer_), std::nullopt};
    if (retryAfter > 0) result.retryAfter = std::chrono::seconds(retryAfter);
    const char* type = nullptr;
    curl_easy_getinfo(curl_, CURLINFO_CONTENT_TYPE, &type);
    if (type) result.contentType = type;
    result.date = dateIn(curl_);
    return result;
  }

  tl::unexpected<CallFailure> failure(CURLcode code) {
    std::string text = errorText_[0] == '\0' ? curl_easy_strerror(code) : errorText_;
    if (overflowed_) return failed(TransportFault::tooLarge, "answer above 64 MiB");
    if (stopping_) return failed(TransportFault::reset, "stopping");
    curl_off_t resolved = 0, connected = 0;
    curl_easy_getinfo(curl_, CURLINFO_NAMELOOKUP_TIME_T, &resolved);
    curl_easy_getinfo(curl_, CURLINFO_CONNECT_TIME_T, &connected);
    const TransportFault fault = faultOf({code, text, resolved > 0, connected > 0});
    return failed(fault, std::move(text));
  }

  const std::atomic<bool>& stopping_;
  const std::string host_;
  CURL* curl_;
  curl_slist* headers_ = nullptr;
  std::string answer_;
  bool overflowed_ = false;
  char errorText_[CURL_ERROR_SIZE] = {};
};

CurlPartner::CurlPartner(CurlPartnerSettings settings) : settings_(std::move(settings)) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
}

CurlPartner::~CurlPartner() {
  const SigpipeGuard guard;
  idle_.clear();
  curl_global_cleanup();
}

// Best one that has a connection to `host` open.
std::unique_ptr<CurlPartner::Session> CurlPartner::borrow(const std::string& host) {
  const std::lock_guard lock(idleMutex_);
  const auto known =
      std::find_if(idle_.rbegin(), idle_.rend(), [&](const auto& s) { return s->host() == host; });
  if (known == idle_.rend()) return std::make_unique<Session>(settings_, stopping_, host);
  auto session = std::move(*known);
  idle_.erase(std::next(known).base());
  return session;
}

void CurlPartner::giveBack(std::unique_ptr<Session> session) {
  const std::lock_guard lock(idleMutex_);
  if (idle_.size() == kIdleMax) idle_.erase(idle_.begin());
  idle_.push_back(std::move(session));
}

tl::expected<CallReply, CallFailure> CurlPartner::post(const Call& call) {
  const auto host = hostOf(call.url);
  if (!host) return failed(TransportFault::badUrl, host.error());
  if (stopping_) return failed(TransportFault::reset, "stopping");
  const SigpipeGuard guard;
  auto session = borrow(*host);
  auto answer = session->post(call);
  giveBack(std::move(session));
  return answer;
}

}  // namespace hub::partners
