//! How often something may be done from one network address.
//!
//! These protect one node against floods and are kept in its memory; what an account or a mail address may do is
//! counted in the database. IPv6 addresses are counted by their /64, since one customer has all of it.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use actix_web::HttpRequest;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;

use super::refusal::Refusal;
use super::site::Site;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// Sign-in and sign-up mails asked for.
    SignIn,
    /// Codes, links and passwords tried.
    Try,
    /// Anything else posted.
    Post,
    /// Notices of illegal content without an account.
    Notice,
}

/// The limiters, one for each [`Rate`].
pub struct Rates {
    on: bool,
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    tries: DefaultKeyedRateLimiter<IpAddr>,
    post: DefaultKeyedRateLimiter<IpAddr>,
    notice: DefaultKeyedRateLimiter<IpAddr>,
}

fn an_hour(count: u32, at_once: u32) -> DefaultKeyedRateLimiter<IpAddr> {
    let some = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_hour(some(count)).allow_burst(some(at_once)))
}

impl Rates {
    /// Limits, or none at all when `on` is false.
    pub fn new(on: bool) -> Rates {
        Rates {
            on,
            sign_in: an_hour(30, 10),
            tries: an_hour(120, 30),
            post: an_hour(1200, 120),
            notice: an_hour(10, 5),
        }
    }

    /// Counts one; 429 with the time to wait when it was one too many.
    pub fn check(&self, rate: Rate, address: Option<IpAddr>) -> Result<(), Refusal> {
        let Some(address) = address.filter(|_| self.on) else {
            return Ok(());
        };
        let limiter = match rate {
            Rate::SignIn => &self.sign_in,
            Rate::Try => &self.tries,
            Rate::Post => &self.post,
            Rate::Notice => &self.notice,
        };
        limiter.check_key(&network(address)).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Refusal::too_many("error-limit-minutes", wait.as_secs().min(3600) as u32 + 1)
        })
    }

    /// Forgets addresses that have not been seen for a while, so that memory stays bounded.
    pub fn tidy(&self) {
        for limiter in [&self.sign_in, &self.tries, &self.post, &self.notice] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// The address itself, or the /64 of an IPv6 address.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let mut segments = v6.segments();
            segments[4..].fill(0);
            IpAddr::V6(Ipv6Addr::from(segments))
        }
        v4 => v4,
    }
}

/// Where a request comes from: the peer, or, when the peer is a trusted proxy, the last address before the proxies.
pub fn address(request: &HttpRequest, site: &Site) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let forwarded = request.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
    Some(behind_proxies(peer, forwarded, &site.config.trusted_proxies))
}

fn behind_proxies(peer: IpAddr, forwarded: Option<&str>, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
    let mut client = peer;
    let mut hops = forwarded.unwrap_or("").rsplit(',').map(|hop| hop.trim().parse::<IpAddr>());
    while is_trusted(&client) {
        match hops.next() {
            Some(Ok(hop)) => client = hop.to_canonical(),
            _ => break,
        }
    }
    client
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
        let trusted = ["10.0.0.0/8".parse().expect("a network")];
        let forged = Some("6.6.6.6, 7.7.7.7");
        assert_eq!(behind_proxies(ip("9.9.9.9"), forged, &trusted), ip("9.9.9.9"));
        assert_eq!(behind_proxies(ip("10.1.1.1"), forged, &trusted), ip("7.7.7.7"));
        assert_eq!(behind_proxies(ip("10.1.1.1"), Some("6.6.6.6, 10.2.2.2"), &trusted), ip("6.6.6.6"));
        assert_eq!(behind_proxies(ip("10.1.1.1"), Some("rubbish"), &trusted), ip("10.1.1.1"));
        assert_eq!(behind_proxies(ip("9.9.9.9"), forged, &[]), ip("9.9.9.9"));
    }

    #[test]
    fn one_ipv6_customer_is_one() {
        assert_eq!(network(ip("2001:db8:1:2::1")), network(ip("2001:db8:1:2:ffff::9")));
        assert_ne!(network(ip("2001:db8:1:2::1")), network(ip("2001:db8:1:3::1")));
    }

    #[test]
    fn the_eleventh_sign_in_mail_at_once_is_one_too_many() {
        let rates = Rates::new(true);
        for _ in 0..10 {
            assert!(rates.check(Rate::SignIn, Some(ip("1.2.3.4"))).is_ok());
        }
        let refusal = rates.check(Rate::SignIn, Some(ip("1.2.3.4"))).expect_err("refused");
        assert_eq!(refusal.status.as_u16(), 429);
        assert!(refusal.retry_after.is_some());
        assert!(rates.check(Rate::SignIn, Some(ip("1.2.3.5"))).is_ok());
    }
}
