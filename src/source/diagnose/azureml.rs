//! Why the services of Azure Machine Learning seem silent.

use super::place::{Place, Reach};
use super::{Cause, file_page, local_network};
use crate::source::SourceError;

/// The likely causes of `error` for a page at `page_url` that reads the
/// workspace whose service is at `server_url`; empty when the error says it
/// all. `has_ended` says that the token in use has.
pub fn azureml_causes(error: &SourceError, page_url: &str, server_url: &str, has_ended: bool) -> Vec<Cause> {
    let mut causes = Vec::new();
    if has_ended && matches!(error, SourceError::Unreachable { .. } | SourceError::NeedsSignIn { .. }) {
        causes.push(Cause {
            title: "The token has ended".to_owned(),
            what_to_do: "Get a new one and enter it; what is arranged on the page stays.".to_owned(),
            command: Some(GET_TOKEN.to_owned()),
        });
    }
    if !matches!(error, SourceError::Unreachable { .. }) {
        return causes;
    }
    let (page, server) = (Place::of(page_url), Place::of(server_url));
    // A link that is signed leads past the service, and past what forwards to it.
    let signed = error
        .url()
        .filter(|url| url.contains("?sig=") || url.contains("&sig="))
        .and_then(Place::of);
    if let (Some(page), Some(storage)) = (&page, signed) {
        causes.push(storage_lets_nobody_in(page, &storage));
        return causes;
    }
    match (page, server) {
        (_, None) => causes.push(Cause {
            title: "The address of the service is not one of the web".to_owned(),
            what_to_do: "Write it with https, such as https://eastus.api.azureml.ms.".to_owned(),
            command: None,
        }),
        (None, Some(_)) => causes.push(file_page()),
        (Some(page), Some(server)) if page.origin == server.origin => causes.push(forwarder_down(&server)),
        (Some(page), Some(server)) => {
            if page.is_https && !server.is_https && server.reach != Reach::Loopback {
                causes.push(Cause {
                    title: "A page over https may not read a service over http".to_owned(),
                    what_to_do: "Give the address with https.".to_owned(),
                    command: None,
                });
            }
            if server.reach < page.reach {
                causes.push(local_network(&page, &server));
            }
            causes.push(Cause {
                title: format!("The service does not let pages of {} read it", page.origin),
                what_to_do: "Put the forwarder that comes with Runlens (hosting/) on the origin of this page, and \
                             connect to its address in place of that of the service."
                    .to_owned(),
                command: None,
            });
            causes.push(Cause {
                title: format!("Nothing answers at {}", server.origin),
                what_to_do: "Check the region in the address, and that this network may reach the workspace: one \
                             behind a private endpoint answers only within its own."
                    .to_owned(),
                command: None,
            });
        }
    }
    causes
}

/// What prints a token that the service takes.
pub const GET_TOKEN: &str =
    "az account get-access-token --resource https://management.azure.com --query accessToken -o tsv";

fn storage_lets_nobody_in(page: &Place, storage: &Place) -> Cause {
    let account = storage.host.split('.').next().unwrap_or_default();
    Cause {
        title: format!(
            "The storage account {account} does not let pages of {} read it",
            page.origin
        ),
        what_to_do: "Files of the code, and logs of old runs, are read there and not from the service. Whoever owns \
                     the account can let this page in; or download the file in the studio."
            .to_owned(),
        command: Some(format!(
            "az storage cors add --account-name {account} --services b --methods GET HEAD --origins {} \
             --allowed-headers range --exposed-headers content-range",
            page.origin
        )),
    }
}

fn forwarder_down(server: &Place) -> Cause {
    Cause {
        title: format!("Nothing is forwarded at {}", server.url),
        what_to_do: "Check that the forwarder runs, and that the address is the one it was set up for.".to_owned(),
        command: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(page: &str, server: &str, has_ended: bool) -> Vec<String> {
        let error = SourceError::unreachable(server);
        azureml_causes(&error, page, server, has_ended)
            .into_iter()
            .map(|cause| cause.title)
            .collect()
    }

    #[test]
    fn a_silent_service_is_most_likely_one_that_lets_no_page_in() {
        assert_eq!(
            titles("https://runs.example/", "https://eastus.api.azureml.ms", false),
            [
                "The service does not let pages of https://runs.example read it",
                "Nothing answers at https://eastus.api.azureml.ms"
            ]
        );
        assert_eq!(
            titles("https://runs.example/", "https://runs.example/azureml", true),
            [
                "The token has ended",
                "Nothing is forwarded at https://runs.example/azureml"
            ]
        );
        assert_eq!(titles("file:///x", "https://eastus.api.azureml.ms", false).len(), 1);
    }

    #[test]
    fn a_silent_storage_account_is_not_the_fault_of_the_service() {
        let error = SourceError::unreachable("https://acct.blob.core.windows.net/azureml/x?sv=1&sig=secret");
        let causes = azureml_causes(&error, "https://runs.example/", "https://runs.example/azureml", false);
        assert_eq!(
            causes[0].title,
            "The storage account acct does not let pages of https://runs.example read it"
        );
        let command = causes[0].command.as_deref().unwrap_or_default();
        assert!(command.contains("--account-name acct ") && command.contains("--origins https://runs.example "));
        assert_eq!(causes.len(), 1);
    }

    #[test]
    fn an_error_that_says_it_all_has_no_causes() {
        let error = SourceError::status(500, "https://a.example");
        assert!(azureml_causes(&error, "https://b.example", "https://a.example", true).is_empty());
    }
}
