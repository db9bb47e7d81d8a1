// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EpochHandler} from "./EpochHandler.sol";
import {Handler} from "./Handler.sol";
import {RemediesHandler} from "./RemediesHandler.sol";

/// @notice Whatever people do and in whatever order, honest or not. A few seconds by hand, about a minute in continuous
/// integration, and FOUNDRY_PROFILE=long for a million calls (foundry.toml).
contract InvariantsTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    RemediesHandler private _handler;

    function setUp() public {
        _handler = new RemediesHandler();
        _handler.setUp();
    }

    /// @dev Conservation: free + locked + bonds + earnings + leaving + burned is what the hub holds; and every penalty, share,
    /// reward and refund went where the model says.
    function invariant_Accounts_are_what_the_model_says_and_tokens_are_conserved() public view {
        _handler.check();
    }

    /// @dev Ends every run: whatever is open can be closed, and nothing stays locked, at stake or on its way out.
    function afterInvariant() public {
        _handler.settleAll();
        _handler.check();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Names repeat what should happen more often.
    function targetSelectors() public view returns (FuzzSelector[] memory selectors) {
        bytes4[33] memory all = [
            Handler.deposit.selector,
            Handler.withdraw.selector,
            Handler.matchOrders.selector,
            Handler.matchOrders.selector,
            Handler.cancel.selector,
            Handler.transferAsset.selector,
            Handler.initialize.selector,
            Handler.contribute.selector,
            Handler.contribute.selector,
            Handler.openReveal.selector,
            Handler.reveal.selector,
            Handler.finalize.selector,
            Handler.claim.selector,
            Handler.decline.selector,
            Handler.callback.selector,
            Handler.wait.selector,
            Handler.wait.selector,
            Handler.draw.selector,
            EpochHandler.takeSeat.selector,
            EpochHandler.raiseBond.selector,
            EpochHandler.collectEarnings.selector,
            EpochHandler.leaveSeat.selector,
            EpochHandler.withdrawBond.selector,
            EpochHandler.settle.selector,
            EpochHandler.settle.selector,
            EpochHandler.settleAgain.selector,
            RemediesHandler.claimReceipt.selector,
            RemediesHandler.challenge.selector,
            RemediesHandler.challenge.selector,
            RemediesHandler.withdrawChallenge.selector,
            RemediesHandler.publish.selector,
            RemediesHandler.fail.selector,
            RemediesHandler.waitForHours.selector
        ];
        selectors = new FuzzSelector[](1);
        selectors[0].addr = address(_handler);
        selectors[0].selectors = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; ++i) {
            selectors[0].selectors[i] = all[i];
        }
    }
}
