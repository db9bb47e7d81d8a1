// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../interfaces/IEpochs.sol";
import {Merkle} from "../libraries/Merkle.sol";
import {Trust} from "../libraries/Trust.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {Epoch, EpochHash, EpochStatus} from "../types/Epoch.sol";
import {Mode} from "../types/Mode.sol";
import {Reputation, ReputationLibrary} from "../types/Reputation.sol";
import {Gwei, Roster, Seat} from "../types/Seat.sol";
import {TaskHash} from "../types/Task.sol";
import {Draw} from "./Draw.sol";

/// @title Anchors and settlements of the epoch path.
/// @dev What a settlement costs for each task decides what a small task may cost, so the inner loop is written for gas.
abstract contract Epochs is Draw, IEpochs {
    /// @notice Epochs for which a bond must suffice at the same time: one being settled, one being worked on.
    uint256 public constant BOND_COVER = 2;
    /// @notice Most deals and signers of one settlement.
    uint256 public constant MAX_DEALS = 255;
    uint256 public constant MAX_SIGNERS = 255;

    uint256 private constant FLAG_COUNT = 0x1f;
    uint256 private constant FLAG_APP_FAILED = 0x20;
    uint256 private constant FLAG_DATA = 0x40;
    uint256 private constant HEAD_SIZE = 7; // deal, index, flags, bits against
    uint256 private constant SIGNATURE_SIZE = 64;
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @dev Who signed. `due` holds, from the low end: 64 bits of reward and 64 bits of stake at risk, both in gwei, 112 bits
    /// of protocol fees, 16 bits of who paid them.
    struct Crew {
        address[] workers;
        uint256[] seats; // the slot of each worker's Seat
        uint256[] bits; // evidence of each worker's vote on the deal at hand; zero: not seated for it
        uint256[] due;
    }

    /// @dev The deal at hand, and what its tasks have come to so far.
    struct Frame {
        DealId id;
        uint256 position; // in the settlement, plus one
        uint256 seed; // zero: all of the roster may contribute
        uint256 seats;
        uint256 width;
        uint256 rest; // of the pool price, for those who agreed
        uint256 share; // of the pool price, burned
        uint256 payer; // bit of the payer, where `due` has it
        uint256 word; // of the bitmap, plus one
        uint256 marks; // to be set in that word
        uint256 tasks;
        uint256 failed; // of which the application failed
        uint256 rewards; // gwei
    }

    /* ANCHOR */

    /// @inheritdoc IEpochs
    function anchor(uint64 number, bytes32 root, DealId[] calldata deals) external nonReentrant {
        Epoch storage epoch = _epochs[msg.sender][number];
        if (epoch.status != EpochStatus.Unset || root == bytes32(0)) revert WrongEpochStatus(msg.sender, number);
        if (deals.length > MAX_DEALS) revert TooMany(deals.length, MAX_DEALS);

        _epochs[msg.sender][number] = Epoch(EpochStatus.Anchored, uint40(block.timestamp), bytes26(root));
        emit EpochAnchored(msg.sender, number, root);
        for (uint256 i = 0; i < deals.length; ++i) {
            if (_deals[deals[i]].drawBlock == 0) revert UnknownDeal(deals[i]);
            _draw(deals[i]);
        }
    }

    /// @inheritdoc IEpochs
    function draw(DealId deal) external nonReentrant {
        if (_deals[deal].drawBlock == 0) revert UnknownDeal(deal);
        _draw(deal);
    }

    /* SETTLE */

    /// @inheritdoc IEpochs
    function settle(Settlement calldata s) external nonReentrant {
        if (s.deals.length == 0) revert NoDeals();
        if (s.deals.length > MAX_DEALS) revert TooMany(s.deals.length, MAX_DEALS);
        address scheduler = s.deals[0].scheduler;
        Epoch storage epoch = _epochs[scheduler][s.epoch];
        if (epoch.status != EpochStatus.Anchored) revert WrongEpochStatus(scheduler, s.epoch);
        if (epoch.root != bytes26(s.anchor)) revert WrongAnchor(epoch.root, s.anchor);

        bytes32[] memory ids = _identifyDeals(s.deals);
        Crew memory crew = _recover(
            _hashTypedDataV4(
                EpochHash.settlementStruct(
                    scheduler, s.epoch, s.anchor, keccak256(abi.encodePacked(ids)), keccak256(s.tasks)
                )
            ),
            s.signatures
        );
        bytes32 root = _settleTasks(s, ids, crew, epoch.at);
        _creditCrew(crew);

        _epochs[scheduler][s.epoch] = Epoch(EpochStatus.Settled, uint40(block.timestamp), bytes26(root));
        emit EpochSettled(scheduler, s.epoch, root, s.count, s.tasks);
    }

    function _identifyDeals(Deal[] calldata deals) private view returns (bytes32[] memory ids) {
        ids = new bytes32[](deals.length);
        for (uint256 i = 0; i < deals.length; ++i) {
            DealId id = DealHash.idOf(deals[i]);
            if (_deals[id].drawBlock == 0) revert UnknownDeal(id);
            bool fits = deals[i].scheduler == deals[0].scheduler && deals[i].pool == deals[0].pool;
            if (!fits || Mode.isDirect(deals[i].mode)) revert DealDoesNotFit(id);
            ids[i] = DealId.unwrap(id);
        }
    }

    /// @dev The signers, each once: in ascending order. Each must have a seat; of which roster, the deals decide.
    function _recover(bytes32 digest, bytes calldata signatures) private view returns (Crew memory crew) {
        uint256 count = signatures.length / SIGNATURE_SIZE;
        if (signatures.length != count * SIGNATURE_SIZE) revert MalformedSettlement();
        if (count > MAX_SIGNERS) revert TooMany(count, MAX_SIGNERS);
        crew = Crew(new address[](count), new uint256[](count), new uint256[](count), new uint256[](count));
        address previous = address(0);
        for (uint256 i = 0; i < count; ++i) {
            address worker = _signer(digest, signatures, i);
            if (worker <= previous) revert UnsortedSigners(previous, worker);
            previous = worker;
            crew.workers[i] = worker;
            Seat storage seat = _seats[worker];
            uint256 slot;
            assembly ("memory-safe") {
                slot := sload(seat.slot)
            }
            crew.seats[i] = slot;
        }
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

    function _settleTasks(Settlement calldata s, bytes32[] memory ids, Crew memory crew, uint256 at)
        private
        returns (bytes32)
    {
        bytes32[] memory leaves = new bytes32[](s.count);
        Frame memory frame;
        uint256 offset = 0;
        for (uint256 i = 0; i < s.count; ++i) {
            if (offset + HEAD_SIZE > s.tasks.length) revert MalformedSettlement();
            uint256 position = uint8(s.tasks[offset]);
            if (position + 1 != frame.position) {
                if (position + 1 < frame.position || position >= s.deals.length) revert MalformedSettlement();
                if (frame.position != 0) _close(s, frame);
                frame = _open(s.deals[position], ids[position], position, crew, at);
            }
            (offset, leaves[i]) = _settleTask(s.deals[position], frame, crew, s.tasks, offset);
        }
        if (offset != s.tasks.length || frame.position == 0) revert MalformedSettlement();
        _close(s, frame);
        return Merkle.rootInPlace(leaves);
    }

    /// @dev The deal's terms as the loop needs them, and what each signer's vote weighs in it.
    function _open(Deal calldata deal, bytes32 id, uint256 position, Crew memory crew, uint256 at)
        private
        returns (Frame memory frame)
    {
        Roster memory roster = _rosters[deal.pool];
        frame.id = DealId.wrap(id);
        frame.position = position + 1;
        frame.share = uint256(deal.poolPrice) * PROTOCOL_FEE_BPS / BPS;
        uint256 rest = deal.poolPrice - frame.share;
        frame.rest = rest - rest * deal.schedulerFee / BPS;
        frame.payer = ReputationLibrary.payerBit(deal.payer) << 240;
        frame.seats = roster.seats;
        frame.width = _width(deal, at);
        if (!Mode.isPrivate(deal.mode) && frame.seats > frame.width) {
            frame.seed = _draw(frame.id);
            if (frame.seed == 0) revert DrawMissed(frame.id);
        }

        uint256 value = _valueOf(deal);
        for (uint256 i = 0; i < crew.seats.length; ++i) {
            uint256 seat = crew.seats[i];
            bool isSeated = roster.number != 0 && uint32(seat) == roster.number && uint32(seat >> 32) < deal.start;
            crew.bits[i] = isSeated ? Reputation.wrap(uint64(seat >> 192)).bits(value) : 0;
        }
    }

    /// @dev One record: checks everything about it, notes what its workers are due.
    function _settleTask(Deal calldata deal, Frame memory frame, Crew memory crew, bytes calldata tasks, uint256 offset)
        private
        returns (uint256 next, bytes32 leaf)
    {
        uint256 head;
        uint256 agreed; // positions of who agreed, from the high end
        assembly ("memory-safe") {
            let word := calldataload(add(tasks.offset, offset))
            head := shr(200, word)
            agreed := calldataload(add(tasks.offset, add(offset, 7)))
        }
        uint32 index = uint32(head >> 16);
        uint256 flags = uint8(head >> 8);
        uint256 count = flags & FLAG_COUNT;
        next = offset + HEAD_SIZE + count + (flags & FLAG_DATA == 0 ? 32 : 64);
        if (count == 0 || next > tasks.length) revert MalformedSettlement();
        _mark(frame, deal, index);

        uint256 reward = frame.rest / count / Gwei.UNIT;
        unchecked {
            uint256 bits = _tally(
                frame,
                crew,
                frame.seed == 0 ? bytes32(0) : TaskHash.seedOf(frame.seed, index),
                agreed,
                count,
                reward | (Gwei.down(deal.workerStake) << 64) | ((frame.share / count) << 128)
            );
            uint256 against = uint8(head);
            if (!Trust.isReached(bits, against == 0 ? 0 : Trust.odds(against), deal.trust)) {
                revert TooLittleEvidence(frame.id, index, bits, against);
            }
            if (count * deal.workerStake < deal.value) {
                revert TooLittleStake(frame.id, index, count * deal.workerStake, deal.value);
            }
            frame.rewards += reward * count;
            ++frame.tasks;
        }
        leaf = _leaf(deal, frame, flags, index, tasks, offset + HEAD_SIZE + count);
    }

    /// @dev Sum of the bits of who agreed; adds `delta` to what each is due.
    function _tally(Frame memory frame, Crew memory crew, bytes32 seed, uint256 agreed, uint256 count, uint256 delta)
        private
        pure
        returns (uint256 bits)
    {
        address[] memory workers = crew.workers;
        uint256[] memory weights = crew.bits;
        uint256[] memory due = crew.due;
        uint256 payer = frame.payer;
        uint256 seats = frame.seats;
        uint256 width = frame.width;
        bool fine = true;
        assembly ("memory-safe") {
            let size := mload(weights)
            let last := 0 // position of the last one, plus one
            mstore(0, seed)
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                let place := byte(i, agreed)
                fine := and(fine, and(lt(place, size), iszero(lt(place, last))))
                if iszero(fine) { break }
                last := add(place, 1)
                let at := shl(5, last)
                let weight := mload(add(weights, at))
                fine := and(fine, gt(weight, 0))
                if seed {
                    mstore(32, mload(add(workers, at)))
                    fine := and(fine, lt(mod(keccak256(0, 64), seats), width))
                }
                bits := add(bits, weight)
                let slot := add(due, at)
                mstore(slot, or(add(mload(slot), delta), payer))
            }
        }
        if (!fine) revert MalformedSettlement();
    }

    /// @dev Marks of one word of the bitmap are gathered; a task twice in a settlement is as wrong as one settled before.
    function _mark(Frame memory frame, Deal calldata deal, uint32 index) private {
        uint256 bit = uint256(index) - deal.first;
        if (index < deal.first || bit >= deal.size) revert TaskTaken(frame.id, index);
        if (frame.word != (bit >> 8) + 1) {
            _flush(frame);
            frame.word = (bit >> 8) + 1;
        }
        uint256 mark = 1 << (bit & 255);
        if (frame.marks & mark != 0) revert TaskTaken(frame.id, index);
        frame.marks |= mark;
    }

    function _flush(Frame memory frame) private {
        if (frame.marks == 0) return;
        uint256 taken = _taken[frame.id][frame.word - 1];
        if (taken & frame.marks != 0) revert TaskTaken(frame.id, uint32(taken & frame.marks));
        _taken[frame.id][frame.word - 1] = taken | frame.marks;
        frame.marks = 0;
    }

    function _leaf(
        Deal calldata deal,
        Frame memory frame,
        uint256 flags,
        uint32 index,
        bytes calldata tasks,
        uint256 offset
    ) private pure returns (bytes32 leaf) {
        bytes32 dataHash = TaskHash.NO_DATA;
        if (flags & FLAG_APP_FAILED != 0) {
            ++frame.failed;
            dataHash = TaskHash.APP_FAILED;
        }
        // Data for the consumer, if there is one and the application has done its work; else none.
        bool hasData = flags & FLAG_DATA != 0;
        if (hasData != (deal.callback != address(0) && flags & FLAG_APP_FAILED == 0)) revert MalformedSettlement();
        DealId id = frame.id;
        assembly ("memory-safe") {
            let at := add(tasks.offset, offset)
            if hasData { dataHash := calldataload(add(at, 32)) }
            let free := mload(0x40)
            mstore(free, id)
            mstore(add(free, 32), index)
            mstore(add(free, 64), calldataload(at))
            mstore(add(free, 96), dataHash)
            leaf := keccak256(free, 128)
        }
    }

    /* MONEY */

    /// @dev The deal's tasks of this settlement are through: everybody but the workers is paid.
    function _close(Settlement calldata s, Frame memory frame) private {
        Deal calldata deal = s.deals[frame.position - 1];
        _flush(frame);
        bytes32 cause = DealId.unwrap(frame.id);
        uint256 rewards = frame.rewards * Gwei.UNIT;
        uint256 share = frame.share * frame.tasks;
        _accounts[deal.payer].locked -= uint96(rewards);
        emit WorkersPaid(frame.id, rewards);
        _burn(deal.payer, cause, uint96(share));
        _pay(deal.payer, deal.appOwner, cause, uint96(deal.appPrice * (frame.tasks - frame.failed)));
        _unlock(deal.payer, cause, uint96(deal.appPrice * frame.failed));
        _pay(deal.payer, deal.datasetOwner, cause, uint96(deal.datasetPrice * frame.tasks));
        _pay(deal.payer, deal.poolOwner, cause, uint96(deal.poolPrice * frame.tasks - rewards - share));
        _unlock(deal.poolOwner, cause, uint96(deal.schedulerStake * frame.tasks));
        emit DealSettled(frame.id, deal.scheduler, s.epoch, frame.tasks);
    }

    /// @dev Rewards and reputation go to the seats; each bond must cover what its worker had at stake.
    function _creditCrew(Crew memory crew) private {
        for (uint256 i = 0; i < crew.due.length; ++i) {
            uint256 due = crew.due[i];
            uint256 seat = crew.seats[i];
            uint256 risk = uint64(due >> 64) * BOND_COVER;
            if (uint64(seat >> 64) < risk) revert BondTooLow(crew.workers[i], uint64(seat >> 64), risk);
            uint256 fees = uint112(due >> 128) / ReputationLibrary.UNIT;
            uint256 reputation = seat >> 192;
            if (fees != 0) {
                reputation =
                    Reputation.unwrap(Reputation.wrap(uint64(reputation)).add(fees, due >> 240));
            }
            uint256 earned = uint64(seat >> 128) + uint256(uint64(due));
            if (earned > type(uint64).max) revert MalformedSettlement();
            Seat storage target = _seats[crew.workers[i]];
            seat = uint128(seat) | (earned << 128) | (reputation << 192);
            assembly ("memory-safe") {
                sstore(target.slot, seat)
            }
        }
    }
}
