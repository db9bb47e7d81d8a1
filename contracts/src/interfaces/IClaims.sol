// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Deal} from "../types/Deal.sol";
import {TaskId} from "../types/Task.sol";
import {IVotes} from "./IVotes.sol";

/// @title The end of a task without a result.
interface IClaims is IVotes {
    /// @notice The task has contributors: open the reveal phase, so that who was wrong is known before anybody claims.
    error RevealFirst(TaskId task, uint256 contributors);
    error ConsensusReached(TaskId task);

    /// @notice Unset, or Active without contributors → Failed, by anybody after the final deadline: the requester is refunded
    /// and has the scheduler's stake, for a scheduler that could not serve a task can decline it before. Revealing → Failed, by anybody one reveal
    /// period after the reveal deadline (until then, whoever knows openings that are not on chain can finalise) unless
    /// the reveals on chain show a consensus: then the task is for `finalize`. The requester is refunded; the
    /// scheduler's stake and the stakes of contributors that stayed silent in a reveal phase are burned.
    /// @dev With a callback, `finalize` needs the callback's data. If those who agreed withhold it, the task may be
    /// claimed once the final deadline has passed too.
    /// @param workers Every contributor once, ascending.
    function claim(Deal calldata deal, uint32 index, address[] calldata workers) external;

    /// @notice Unset or Active → Failed, by the scheduler, after the contribution deadline, if nobody has contributed: it
    /// could not serve the task (content that cannot be fetched, results that do not agree). The requester is refunded; a
    /// tenth of the scheduler's stake is burned, the rest is its owner's again.
    function decline(Deal calldata deal, uint32 index) external;
}
