#include "jobs/dated_partner.h"

namespace hub::jobs {
namespace {

std::string authorityOf(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == url.npos ? 0 : scheme + 3;
  return url.substr(begin, url.find_first_of("/?#", begin) - begin);
}

}  // namespace

tl::expected<CallReply, CallFailure> DatedPartner::post(const Call& call) {
  const milliseconds begun = readings_.steady();
  auto reply = partner_.post(call);
  if (reply && reply->date)
    readings_.note(authorityOf(call.url), *reply->date, clock_.now(), readings_.steady() - begun,
                   std::chrono::seconds(1));
  return reply;
}

}  // namespace hub::jobs
