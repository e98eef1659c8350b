import requests


def sign_in(cloud, email):
    """Invites a person, takes the temporary password out of the e-mail and changes it."""
    cognito = cloud.client("cognito-idp")
    place = {"UserPoolId": cloud.outputs["PeopleId"], "ClientId": cloud.outputs["AppId"]}
    cognito.admin_create_user(
        UserPoolId=place["UserPoolId"],
        Username=email,
        UserAttributes=[{"Name": "email_verified", "Value": "true"}],
        DesiredDeliveryMediums=["EMAIL"],
    )
    password = cloud.next_message(email)["code"]
    challenge = cognito.admin_initiate_auth(
        **place,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": email, "PASSWORD": password},
    )
    done = cognito.admin_respond_to_auth_challenge(
        **place,
        ChallengeName=challenge["ChallengeName"],
        Session=challenge["Session"],
        ChallengeResponses={"USERNAME": email, "NEW_PASSWORD": "Own-password-1!"},
    )
    return done["AuthenticationResult"]["IdToken"]


def place_order(cloud, token):
    return requests.post(
        cloud.outputs["OrdersUrl"],
        headers={"Authorization": f"Bearer {token}"} if token else {},
        json={"item": "tea"},
    )


def test_a_signed_in_person_orders(cloud):
    token = sign_in(cloud, "eve@example.com")

    reply = place_order(cloud, token)

    assert reply.status_code == 201
    assert reply.json()["item"] == "tea"


def test_nobody_orders_without_a_token_nor_with_a_changed_one(cloud):
    token = sign_in(cloud, "adam@example.com")
    header, payload, signature = token.split(".")
    changed = f"{header}.{payload}.{signature[::-1]}"

    assert [place_order(cloud, bad).status_code for bad in (None, changed)] == [401, 401]
