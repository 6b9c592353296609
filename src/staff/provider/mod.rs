// SPDX-License-Identifier: MPL-2.0
//! Signing in with an identity provider: OpenID Connect, authorization code with PKCE. What the provider says about a
//! person's roles is looked up in the configuration; a person without a role there is nobody here.

mod claims;
mod flow;
mod http;

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::DateTime;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreIdTokenVerifier, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge,
    ProviderMetadataWithLogout, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse,
    TokenResponse as _,
};

use crate::account::{Account, AccountId, AccountName, ProviderSubject};
use crate::hex::hex;
use crate::local_sign_in::NewSession;
use crate::store::{AccountError, MachineClock, NewAccount, PeopleStore};
use crate::token::Token;
use claims::{AllClaims, RoleProblem};
use flow::{Flow, Flows};
use http::ProviderHttp;
use office::time::{Length, UnixTime};

pub use claims::RoleRule;
pub use flow::FlowStart;

/// How an identity provider is reached, and what its claims mean here.
#[derive(Clone)]
pub struct ProviderSettings {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<String>,
    /// Besides `openid`.
    pub scopes: Vec<String>,
    /// Where the roles stand in the id token: `roles`, or `realm_access.roles`.
    pub role_claim: String,
    pub roles: Vec<RoleRule>,
}

/// Why somebody does not come in.
#[derive(Debug, thiserror::Error)]
pub enum ProviderProblem {
    /// No answer, or none that can be trusted. The text is for the log.
    #[error("the identity provider cannot be used: {0}")]
    Unusable(String),
    /// The way back belongs to no way out of this browser, or it took too long.
    #[error("the sign-in was not begun here, or too long ago")]
    UnknownFlow,
    /// The provider said no, or its person did.
    #[error("the identity provider refused: {0}")]
    Refused(String),
    #[error(transparent)]
    Role(#[from] RoleProblem),
    /// Kept out here, whatever the provider says.
    #[error("the person is disabled at this office")]
    Disabled,
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// What comes back in the address.
#[derive(Clone, Default)]
pub struct Callback {
    pub code: Option<String>,
    pub state: Option<String>,
    /// Who answered (RFC 9207).
    pub issuer: Option<String>,
    pub error: Option<String>,
}

/// A person whom the provider vouched for, with the role that this gives them here, and where they wanted to go.
#[derive(Clone, Debug)]
pub struct ProviderAccount {
    pub return_to: String,
    subject: ProviderSubject,
    account: NewAccount,
    session_before: Option<Token>,
}

type Fields = IdTokenFields<
    AllClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

type ProviderClient = Client<
    AllClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// How long what the provider said of itself is believed without asking again.
const METADATA: Length = Length::minutes(10);
/// How far the clocks may be apart.
const CLOCK_SKEW_SECONDS: i64 = 120;

/// One office's way to its identity provider.
pub struct IdentityProvider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    clock: MachineClock,
    http: ProviderHttp,
    metadata: Mutex<Option<(Arc<ProviderMetadataWithLogout>, UnixTime)>>,
    flows: Flows,
}

impl IdentityProvider {
    /// `redirect` is the address the provider sends people back to.
    ///
    /// # Errors
    /// When an address cannot be one, or there is no TLS to reach the provider by.
    pub fn new(
        settings: ProviderSettings,
        redirect: String,
        clock: MachineClock,
    ) -> Result<Self, ProviderProblem> {
        let http = ProviderHttp::new()?;
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| unusable(&error))?;
        let redirect = RedirectUrl::new(redirect).map_err(|error| unusable(&error))?;
        let (metadata, flows) = (Mutex::default(), Flows::default());
        Ok(Self { settings, issuer, redirect, clock, http, metadata, flows })
    }

    /// Begins a sign-in: where the browser is to go, and what it must come back with.
    ///
    /// # Errors
    /// [`ProviderProblem::Unusable`].
    pub async fn begin(
        &self,
        return_to: &str,
        session_before: Option<Token>,
    ) -> Result<FlowStart, ProviderProblem> {
        let client = self.client(&*self.metadata(false).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        );
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let (address, state, nonce) = request.set_pkce_challenge(challenge).url();
        let flow = Flow { nonce, verifier, return_to: return_to.to_owned(), session_before };
        self.flows.begin(address.to_string(), state.secret(), flow, (self.clock)())
    }

    /// Ends a sign-in: the provider's answer is checked, and its claims are looked up.
    ///
    /// # Errors
    /// [`ProviderProblem`].
    pub async fn end(
        &self,
        callback: Callback,
        browser: Option<&str>,
    ) -> Result<ProviderAccount, ProviderProblem> {
        let state = callback.state.as_deref().ok_or(ProviderProblem::UnknownFlow)?;
        let flow = self.flows.end(state, browser, (self.clock)()).ok_or(ProviderProblem::UnknownFlow)?;
        if let Some(error) = callback.error {
            return Err(ProviderProblem::Refused(plain(&error)));
        }
        if callback.issuer.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(ProviderProblem::Unusable("somebody else answered".to_owned()));
        }
        let code = callback.code.ok_or(ProviderProblem::UnknownFlow)?;
        let Flow { nonce, verifier, return_to, session_before } = flow;
        let client = self.client(&*self.metadata(false).await?);
        let exchange =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|error| unusable(&error))?;
        let answer = exchange.set_pkce_verifier(verifier).request_async(&self.http).await;
        let answer = answer.map_err(|error| unusable(&error))?;
        let none = || ProviderProblem::Unusable("its answer has no id token".to_owned());
        let token = answer.id_token().ok_or_else(none)?;
        let now = (self.clock)().unix().saturating_sub(CLOCK_SKEW_SECONDS);
        let claims = if let Ok(claims) = token.claims(&verifier_of(&client, now), &nonce) {
            claims
        } else {
            // Its keys may have changed since it was asked for them.
            let client = self.client(&*self.metadata(true).await?);
            token.claims(&verifier_of(&client, now), &nonce).map_err(|error| unusable(&error))?
        };
        let all = claims.additional_claims();
        let RoleRule { role, unit, .. } = all.rule(&self.settings.role_claim, &self.settings.roles)?.clone();
        let subject = claims.subject().as_str();
        let shown = claims.preferred_username().map(|name| name.as_str());
        let shown = shown.or_else(|| claims.email().map(|email| email.as_str()));
        let name = name_of(shown, subject)?;
        let issuer = self.settings.issuer.clone();
        Ok(ProviderAccount {
            return_to,
            subject: ProviderSubject { issuer, subject: subject.to_owned() },
            account: NewAccount { name, role, unit },
            session_before,
        })
    }

    /// Where the provider ends its own session and comes back from, if it has such an address.
    pub async fn sign_out_address(&self, then: &str) -> Option<String> {
        let known = self.lock().as_ref().map(|(metadata, _)| Arc::clone(metadata));
        let metadata = match known {
            Some(metadata) => metadata,
            None => self.metadata(false).await.ok()?,
        };
        let end = metadata.additional_metadata().end_session_endpoint.as_ref()?;
        let mut address = end.url().clone();
        address
            .query_pairs_mut()
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", then);
        Some(address.to_string())
    }
}

impl IdentityProvider {
    /// What the provider says of itself, with its keys.
    async fn metadata(&self, anew: bool) -> Result<Arc<ProviderMetadataWithLogout>, ProviderProblem> {
        let now = (self.clock)();
        let known = self.lock().clone();
        if let Some((metadata, until)) = known
            && until > now
            && !anew
        {
            return Ok(metadata);
        }
        let told = ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &self.http).await;
        let told = Arc::new(told.map_err(|error| unusable(&error))?);
        *self.lock() = Some((Arc::clone(&told), now + METADATA));
        Ok(told)
    }

    fn client(&self, metadata: &ProviderMetadataWithLogout) -> ProviderClient {
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.settings.client_id.clone());
        ProviderClient::from_provider_metadata(metadata.clone(), id, secret)
            .set_redirect_uri(self.redirect.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Arc<ProviderMetadataWithLogout>, UnixTime)>> {
        self.metadata.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ProviderAccount {
    /// Lets the person in: known from now on, with the role of today.
    ///
    /// # Errors
    /// [`ProviderProblem::Disabled`] and [`ProviderProblem::Account`].
    pub fn open_session(&self, store: &PeopleStore) -> Result<(AccountId, NewSession), ProviderProblem> {
        // Somebody who was disabled by a command a moment ago stays outside.
        store.follow().map_err(AccountError::from)?;
        let account = store.account_of_provider(&self.subject, &self.account)?;
        if store.current().account(&account).is_none_or(Account::is_disabled) {
            return Err(ProviderProblem::Disabled);
        }
        let session = store.open_session(&account, self.session_before.as_ref());
        Ok((account, NewSession(session.map_err(AccountError::from)?)))
    }
}

impl ProviderProblem {
    /// As the security events say it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unusable(_) => "provider_unusable",
            Self::UnknownFlow => "provider_unknown_flow",
            Self::Refused(_) => "provider_refused",
            Self::Role(RoleProblem::None) => "provider_no_role",
            Self::Role(RoleProblem::Contradictory(_)) => "provider_contradictory_roles",
            Self::Disabled => "provider_account_disabled",
            Self::Account(AccountError::Refused(_)) => "provider_account_refused",
            Self::Account(AccountError::Failed(_)) => "provider_account_failed",
        }
    }

    /// Whether trying again leads nowhere: somebody has to give the person a role, or let them in again.
    pub const fn is_about_person(&self) -> bool {
        match self {
            Self::Role(_) | Self::Disabled | Self::Account(AccountError::Refused(_)) => true,
            Self::Unusable(_)
            | Self::UnknownFlow
            | Self::Refused(_)
            | Self::Account(AccountError::Failed(_)) => false,
        }
    }
}

/// The client's secret signs no id token: whoever learns it could otherwise make them.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
];

fn verifier_of(client: &ProviderClient, now: i64) -> CoreIdTokenVerifier<'_> {
    let verifier = client.id_token_verifier().set_allowed_algs(SIGNED_BY);
    verifier.set_time_fn(move || DateTime::from_timestamp(now, 0).unwrap_or_default())
}

/// What the person is called here: what the provider calls them, as far as it can be a name, or its number for them.
fn name_of(shown: Option<&str>, subject: &str) -> Result<AccountName, ProviderProblem> {
    let shown = shown.and_then(|shown| shown.parse().ok());
    let number = || format!("person-{}", &hex(Token::of(subject).as_bytes())[..12]).parse();
    shown.map_or_else(number, Ok).map_err(|error| unusable(&error))
}

/// An error with what lies behind it, as one line.
fn unusable(error: &dyn Error) -> ProviderProblem {
    let causes = std::iter::successors(Some(error), |&error| error.source());
    let text = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
    ProviderProblem::Unusable(text.chars().filter(|sign| !sign.is_control()).take(300).collect())
}

/// What somebody else wrote, short and without signs that could break a line of the log.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '_').take(40).collect()
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Callback(…)")
    }
}

impl fmt::Debug for IdentityProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityProvider").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
