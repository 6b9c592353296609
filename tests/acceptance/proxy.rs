// SPDX-License-Identifier: MPL-2.0
//! Behind a real TLS proxy: nginx, as an office would run it, with its clients on several addresses of this machine.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::StreamExt;
use reqwest::Client;
use server::{Limits, TrustedProxies};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::Role;

use crate::free_port::free_port;
use crate::test_server::TestServer;

/// A proxy in front of a server, ended with the test.
struct Proxy {
    process: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Proxy {
    async fn before(server: SocketAddr) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
        make_certificate(folder.path());
        let config = folder.path().join("nginx.conf");
        std::fs::write(&config, configuration(folder.path(), free, server)).unwrap();
        let program = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
        let process = Command::new(program)
            .arg("-e")
            .arg(folder.path().join("error.log"))
            .arg("-c")
            .arg(&config)
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx; `make need-proxy` installs it");
        let answers = async {
            while TcpStream::connect(free).await.is_err() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), answers).await.expect("nginx listens");
        Self { process, address: free, _folder: folder }
    }

    /// Somebody at one of this machine's addresses.
    fn client(&self, from: &str) -> ProxyClient {
        appointments::http_client::install_tls_provider();
        let http = Client::builder()
            .timeout(Duration::from_secs(10))
            .no_proxy()
            .local_address(from.parse::<IpAddr>().unwrap())
            .danger_accept_invalid_certs(true)
            .build()
            .unwrap();
        ProxyClient { http, base: format!("https://{}", self.address) }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to end.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

struct ProxyClient {
    http: Client,
    base: String,
}

impl ProxyClient {
    /// Asks for something without a token, and claims to be somebody else.
    async fn asks(&self) -> u16 {
        let request = self.http.get(format!("{}/api/offices/demo/tickets", self.base));
        let request = request.header("X-Forwarded-For", "198.51.100.7");
        request.send().await.unwrap().status().as_u16()
    }

    async fn watches(&self, view: &str) -> Result<WebSocketStream<reqwest::Upgraded>, u16> {
        let request = self.http.get(format!("{}/api/offices/demo/live?view={view}", self.base));
        let response = request
            .header("Connection", "Upgrade")
            .header("Upgrade", "websocket")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .send()
            .await
            .unwrap();
        match response.status().as_u16() {
            101 => {
                let upgraded = response.upgrade().await.unwrap();
                Ok(WebSocketStream::from_raw_socket(upgraded, Role::Client, None).await)
            }
            refused => Err(refused),
        }
    }
}

fn make_certificate(folder: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .arg("-keyout")
        .arg(folder.join("key.pem"))
        .arg("-out")
        .arg(folder.join("cert.pem"))
        .stderr(Stdio::null())
        .status();
    assert!(made.expect("openssl").success());
}

/// As docs/security.md tells an operator to write it.
fn configuration(folder: &Path, listen: SocketAddr, server: SocketAddr) -> String {
    let folder = folder.display();
    format!(
        "daemon off; master_process off; pid {folder}/pid;
        events {{}}
        http {{
            access_log off;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
            uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
            map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
            server {{
                listen {listen} ssl;
                ssl_certificate {folder}/cert.pem;
                ssl_certificate_key {folder}/key.pem;
                location / {{
                    proxy_pass http://{server};
                    proxy_http_version 1.1;
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                }}
            }}
        }}"
    )
}

#[tokio::test]
async fn behind_nginx_each_phone_is_counted_as_itself() {
    let limits = Limits {
        without_token: 1,
        burst: 6,
        connections_per_address: 1,
        live_per_address: 2,
        ..Limits::default()
    };
    let trusted = TrustedProxies::new(vec!["127.0.0.1/32".parse().unwrap()]);
    let server = TestServer::opened_behind(trusted, limits).await;
    let ticket = server.kiosk().check_in().await;
    let view = format!("ticket:{}", ticket["links"]["page"].as_str().unwrap().trim_start_matches("/t/"));
    let proxy = Proxy::before(server.address).await;
    let (phone, other) = (proxy.client("127.0.0.2"), proxy.client("127.0.0.3"));
    let mut open = vec![phone.watches(&view).await.unwrap(), phone.watches(&view).await.unwrap()];
    assert_eq!(phone.watches(&view).await.err(), Some(429), "one address has its share of views");
    open.push(other.watches(&view).await.expect("the next phone has its own"));
    for socket in &mut open {
        let message = socket.next().await.unwrap().unwrap();
        assert!(message.to_text().unwrap().contains("\"state\""), "the live view comes through");
    }
    while phone.asks().await != 429 {}
    assert_eq!(other.asks().await, 401, "one phone's flood holds back nobody else");
    assert_eq!(phone.asks().await, 429, "whatever it claims to be");
}
