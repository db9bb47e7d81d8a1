// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../interfaces/IEpochs.sol";
import {Merkle} from "../libraries/Merkle.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {Epoch, EpochHash, EpochStatus} from "../types/Epoch.sol";
import {Mode} from "../types/Mode.sol";
import {Reputation, ReputationLibrary} from "../types/Reputation.sol";
import {Seat} from "../types/Seat.sol";
import {Crew, SettledPages} from "./SettledPages.sol";

/// @title Anchors and settlements of the epoch path.
abstract contract Epochs is SettledPages {
    /// @notice Epochs for which a bond must suffice at the same time: one being settled, one being worked on.
    uint256 public constant BOND_COVER = 2;
    /// @notice Most deals and signers of one settlement.
    uint256 public constant MAX_DEALS = 255;
    uint256 public constant MAX_SIGNERS = 255;

    uint256 private constant SIGNATURE_SIZE = 64;
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /* ANCHOR */

    /// @inheritdoc IEpochs
    function anchor(uint64 number, bytes32 root) external nonReentrant {
        Epoch storage epoch = _epochs[msg.sender][number];
        if (epoch.status != EpochStatus.Unset || root == bytes32(0)) revert WrongEpochStatus(msg.sender, number);

        _epochs[msg.sender][number] = Epoch(EpochStatus.Anchored, uint40(block.timestamp), bytes26(root));
        emit EpochAnchored(msg.sender, number, root);
    }

    /* SETTLE */

    /// @inheritdoc IEpochs
    function settle(Settlement calldata s) external nonReentrant {
        if (s.deals.length == 0) revert MalformedSettlement();
        if (s.deals.length > MAX_DEALS) revert TooMany(s.deals.length, MAX_DEALS);
        address scheduler = s.deals[0].scheduler;
        Epoch memory epoch = _epochs[scheduler][s.epoch];
        if (epoch.status != EpochStatus.Anchored) revert WrongEpochStatus(scheduler, s.epoch);
        if (epoch.root != bytes26(s.anchor)) revert WrongAnchor(epoch.root, s.anchor);

        bytes32[] memory ids = _identifyDeals(s.deals);
        Crew memory crew = _recover(s, scheduler, ids);
        bytes32 root = Merkle.rootInPlace(_settlePages(s, ids, crew, epoch.at));
        _creditCrew(crew);

        _epochs[scheduler][s.epoch] = Epoch(EpochStatus.Settled, uint40(block.timestamp), bytes26(root));
        emit EpochSettled(scheduler, s.epoch, root);
        // A plain account's transaction has the pages as its input for everybody to read.
        if (msg.sender != tx.origin || msg.sender.code.length != 0) emit EpochPages(scheduler, s.epoch, s.pages);
    }

    function _identifyDeals(Deal[] calldata deals) private view returns (bytes32[] memory ids) {
        ids = new bytes32[](deals.length);
        for (uint256 i = 0; i < deals.length; ++i) {
            Deal calldata deal = deals[i];
            DealId id = DealHash.idOf(deal);
            if (_deals[id].drawBlock == 0) revert UnknownDeal(id);
            bool fits = deal.scheduler == deals[0].scheduler && deal.pool == deals[0].pool;
            if (!fits || Mode.isDirect(deal.mode) || deal.workerStake >= MOST_STAKE) revert DealDoesNotFit(id);
            ids[i] = DealId.unwrap(id);
        }
    }

    /// @dev The signers, each once: in ascending order, and just those that everybody signed for.
    function _recover(Settlement calldata s, address scheduler, bytes32[] memory ids)
        private
        view
        returns (Crew memory crew)
    {
        bytes32 digest = _hashTypedDataV4(
            EpochHash.settlementStruct(
                scheduler, s.epoch, s.anchor, s.crew, keccak256(abi.encodePacked(ids)), keccak256(s.pages)
            )
        );
        bytes calldata signatures = s.signatures;
        uint256 count = signatures.length / SIGNATURE_SIZE;
        if (signatures.length != count * SIGNATURE_SIZE) revert MalformedSettlement();
        if (count > MAX_SIGNERS) revert TooMany(count, MAX_SIGNERS);
        crew = Crew(new address[](count), new uint256[](count), new uint256[](count), new uint256[](count));
        address[] memory workers = crew.workers;
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            address worker = _signer(digest, signatures, i);
            if (worker <= previous) revert UnsortedSigners(previous, worker);
            previous = worker;
            workers[i] = worker;
            crew.seats[i] = _slotOf(worker);
        }
        bytes32 actual;
        assembly ("memory-safe") {
            actual := keccak256(add(workers, 32), shl(5, count))
        }
        if (actual != s.crew) revert WrongCrew(s.crew, actual);
    }

    function _signer(bytes32 digest, bytes calldata signatures, uint256 i) private view returns (address signer) {
        uint256 s;
        assembly ("memory-safe") {
            let at := add(signatures.offset, mul(i, 64))
            let vs := calldataload(add(at, 32))
            let free := mload(0x40)
            s := and(vs, sub(shl(255, 1), 1))
            mstore(free, digest)
            mstore(add(free, 32), add(27, shr(255, vs)))
            mstore(add(free, 64), calldataload(at))
            mstore(add(free, 96), s)
            mstore(0, 0)
            pop(staticcall(gas(), 1, free, 128, 0, 32))
            signer := mload(0)
        }
        if (signer == address(0) || s > HALF_ORDER) revert BadSignature(i);
    }

    /* MONEY */

    /// @dev Rewards and reputation go to the seats; each bond must cover what its worker had at stake.
    function _creditCrew(Crew memory crew) private {
        for (uint256 i = 0; i < crew.due.length; ++i) {
            (uint256 reward, uint256 risk, uint256 fees, uint256 payers) = _dueOf(crew, i);
            uint256 seat = crew.seats[i];
            risk *= BOND_COVER;
            if (uint64(seat >> 64) < risk) revert BondTooLow(crew.workers[i], uint64(seat >> 64), risk);
            uint256 reputation = seat >> 192;
            fees /= ReputationLibrary.UNIT;
            if (fees != 0) {
                reputation = Reputation.unwrap(Reputation.wrap(uint64(reputation)).add(fees, payers));
            }
            // Cannot overflow: all of the token's supply is less.
            uint256 earned = uint64(seat >> 128) + reward;
            Seat storage target = _seats[crew.workers[i]];
            seat = uint128(seat) | (earned << 128) | (reputation << 192);
            assembly ("memory-safe") {
                sstore(target.slot, seat)
            }
        }
    }

    function _slotOf(address worker) private view returns (uint256 slot) {
        Seat storage seat = _seats[worker];
        assembly ("memory-safe") {
            slot := sload(seat.slot)
        }
    }
}
